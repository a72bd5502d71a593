import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import type { DoableAct } from './doable-act.ts'
import { Refusal } from './refusal.tsx'

interface ConfirmActProps {
  act: DoableAct
  instead: DoableAct | undefined
  more: ReactNode
  onConfirm: () => void
  onClose: () => void
}

/** Says what an act does, what is lost and what stays, and shows the command, before anything is sent. */
export function ConfirmAct({ act, instead, more, onConfirm, onClose }: ConfirmActProps) {
  const { action, busy, why, refusal } = act
  const { confirmation } = action
  if (!confirmation) return null
  const doInstead = () => {
    void instead?.run()
    onClose()
  }
  return (
    <ConfirmDialog
      open
      onCancel={onClose}
      onConfirm={onConfirm}
      icon={action.icon ?? 'alert'}
      title={act.question}
      code={act.code}
      action={action.name}
      busy={busy}
      why={busy ? undefined : why}
      refusal={refusal && <Refusal {...refusal} />}
      extra={
        instead &&
        instead.why === undefined && (
          <Button size={32} icon={instead.action.icon} onClick={doInstead}>
            {instead.action.name} instead
          </Button>
        )
      }
      note={confirmation.always ? undefined : `Next time, Shift-click on ${action.name} skips this dialog.`}
    >
      <p>
        {confirmation.sentence} {more}
      </p>
      <Losses title="What is lost" items={confirmation.lost} />
      <Losses title="What stays" items={confirmation.stays ?? []} />
    </ConfirmDialog>
  )
}

function Losses({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  )
}
