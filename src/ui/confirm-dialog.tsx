import { type ReactNode, useId, useRef } from 'react'
import { Button } from './button.tsx'
import { CodeBlock } from './code-block.tsx'
import { Icon, type IconName } from './icon.tsx'
import { Modal } from './modal.tsx'
import { untrusted } from './untrusted.tsx'

interface ConfirmDialogProps {
  open: boolean
  onCancel: () => void
  onConfirm: () => void
  icon: IconName
  /** The question, with the name of what it is about. */
  title: ReactNode
  /** What it does, what is lost, what stays: paragraphs, h3 and lists. */
  children: ReactNode
  /** What is sent when confirmed. */
  code?: string | undefined
  /** The word on the confirming button: the action's name. */
  action: string
  /** `primary` where nothing is lost. */
  variant?: 'destructive' | 'primary' | undefined
  /** Why it can no longer be confirmed: what was true when it was asked may not be so any more. */
  why?: string | undefined
  /** A milder way, at the left. */
  extra?: ReactNode
  /** Below the buttons. */
  note?: ReactNode
  /** What came back when it was refused; a Refusal. */
  refusal?: ReactNode
  /** Sent, the answer is awaited: it can no longer be taken back. */
  busy?: boolean | undefined
}

/** Asks before something is lost. The focus starts on Cancel, and Escape is Cancel. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return props.open ? <OpenConfirmDialog {...props} /> : null
}

function OpenConfirmDialog(props: ConfirmDialogProps) {
  const { onCancel, onConfirm, icon, title, children, code, action, variant = 'destructive' } = props
  const { extra, note, refusal, busy = false, why } = props
  const id = useId()
  const cancel = useRef<HTMLButtonElement>(null)
  return (
    <Modal
      role="alertdialog"
      labelledBy={`${id}title`}
      describedBy={`${id}body`}
      onClose={onCancel}
      initialFocus={cancel}
    >
      <div className="px-6 py-5 phone:px-4 phone:py-4">
        <h2 id={`${id}title`} className="flex items-center gap-2 text-title font-semibold">
          <Icon name={icon} tone={variant === 'destructive' ? 'bad' : 'accent'} />
          <span className="min-w-0 [overflow-wrap:anywhere]">{untrusted(title)}</span>
        </h2>
        <div id={`${id}body`} className="prose mt-2">
          {children}
          {code !== undefined && (
            <>
              <h3>Sends</h3>
              <CodeBlock code={code} />
            </>
          )}
        </div>
        {refusal && <div className="mt-3">{refusal}</div>}
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          {extra && <div className="mr-auto flex gap-2 phone:w-full phone:*:grow">{extra}</div>}
          <div className="flex gap-2 phone:w-full phone:*:grow">
            <Button
              ref={cancel}
              size={32}
              onClick={onCancel}
              className="focus:outline-2 focus:outline-offset-2 focus:outline-accent"
            >
              Cancel
            </Button>
            <Button size={32} icon={icon} variant={variant} busy={busy} why={why} onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </div>
        {(why ?? note) && <p className="mt-3 text-label text-ink-3">{why ? `Not now: ${why}` : note}</p>}
      </div>
    </Modal>
  )
}
