import { type ReactNode, useId } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { IconButton } from './icon-button.tsx'
import { Modal } from './modal.tsx'
import { untrusted } from './untrusted.tsx'

interface DialogProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  icon?: IconName | undefined
  /** For what is on the wire, which has long lines. */
  wide?: boolean
  children: ReactNode
}

/** A window over the page for something that takes more than a click; Escape or a click beside it closes it. */
export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null
}

function OpenDialog({ onClose, title, icon, wide, children }: DialogProps) {
  const id = useId()
  return (
    <Modal labelledBy={id} onClose={onClose} lightDismiss className={wide && '[--modal-width:820px]'}>
      <div className="px-6 pt-4 pb-5 phone:px-4">
        <div className="mb-2 flex items-center gap-2 pr-8">
          {icon && <Icon name={icon} />}
          <h2 id={id} className="min-w-0 grow text-head font-semibold [overflow-wrap:anywhere]">
            {untrusted(title)}
          </h2>
        </div>
        {children}
        {/* Last, so that the focus starts on what the dialog is about. */}
        <IconButton
          label="Close"
          icon="close"
          onClick={onClose}
          className="absolute! top-3 right-4 phone:top-1 phone:right-1"
        />
      </div>
    </Modal>
  )
}
