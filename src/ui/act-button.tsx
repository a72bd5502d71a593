import { type MouseEvent, type ReactNode, useState } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import type { DoableAct } from './doable-act.ts'
import { lazyComponent } from './lazy-component.tsx'

const Refusal = lazyComponent(async () => (await import('./refusal.tsx')).Refusal)
const ConfirmAct = lazyComponent(async () => (await import('./confirm-act.tsx')).ConfirmAct)

interface ActButtonProps extends Pick<ButtonProps, 'size' | 'variant' | 'className' | 'ref' | 'type'> {
  act: DoableAct
  /** What the button says, where that is not the action's name. */
  children?: ReactNode
  /** It was accepted. */
  onDone?: () => void
  /** Why it makes no sense at this place; `act` knows the other reasons. */
  why?: string | undefined
  /** A gentler act that its confirmation offers, too. */
  instead?: DoableAct | undefined
  /** Goes on after the first sentence of the confirmation. */
  more?: ReactNode
  /** Where a refusal is shown: below the button, in a box of this class; or by an `ActRefusal` elsewhere. */
  refusal?: 'elsewhere' | { className: string }
}

/** The button of an act: busy, why not, the question before it, and the refusal after it. With Shift it does not ask. */
export function ActButton({ act, children, onDone, why, instead, more, refusal, ...button }: ActButtonProps) {
  const [isAsking, setAsking] = useState(false)
  const { action, busy } = act
  const { name, object, icon, does, destructive } = action
  const send = async () => {
    if (!(await act.run())) return
    setAsking(false)
    onDone?.()
  }
  const press = ({ shiftKey }: MouseEvent) => {
    if (action.confirmation && !(shiftKey && !action.confirmation.always)) setAsking(true)
    else void send()
  }
  return (
    <>
      <Button
        icon={icon}
        variant={destructive ? 'destructive-outline' : 'normal'}
        {...button}
        busy={busy && !isAsking}
        why={act.why ?? why}
        tip={
          <>
            {does} <code>{act.code}</code>
          </>
        }
        onClick={press}
      >
        {children ?? name}
        {object && <span className="sr-only"> {object}</span>}
      </Button>
      {refusal !== 'elsewhere' && !isAsking && <ActRefusal acts={[act]} className={refusal?.className} />}
      {isAsking && (
        <ConfirmAct
          act={act}
          instead={instead}
          more={more}
          onConfirm={() => void send()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

interface ActRefusalProps {
  /** Of which one at most was refused last. */
  acts: readonly DoableAct[]
  advice?: ReactNode
  className?: string | undefined
}

/** What became of the act that was not accepted, if any. */
export function ActRefusal({ acts, advice, className }: ActRefusalProps) {
  const act = acts.find(({ refusal }) => refusal)
  if (!act?.refusal) return null
  return (
    <Refusal
      {...act.refusal}
      advice={act.refusal.advice ?? advice}
      onDismiss={act.dismiss}
      className={className}
    />
  )
}
