import { type ReactNode, useId } from 'react'
import { IconButton } from './icon-button.tsx'
import { Modal } from './modal.tsx'

interface SheetProps {
  open: boolean
  onClose: () => void
  title: ReactNode
  /** Between the title and the button that sends it back. */
  header?: ReactNode
  children: ReactNode
}

/** Slides up from the bottom of a phone; Escape, the fold button or a tap above it sends it back. */
export function Sheet(props: SheetProps) {
  return props.open ? <OpenSheet {...props} /> : null
}

function OpenSheet({ onClose, title, header, children }: SheetProps) {
  const id = useId()
  return (
    <Modal labelledBy={id} onClose={onClose} lightDismiss className="sheet">
      <div className="flex max-h-[calc(100dvh-48px)] flex-col">
        <div className="relative flex items-center gap-2 min-h-14 pt-4 pr-14 pb-1 pl-4">
          <div className="absolute top-2 left-1/2 h-[3px] w-8 -translate-x-1/2 rounded-full bg-edge" />
          <h2 id={id} className="min-w-0 grow text-head font-semibold">
            {title}
          </h2>
          {header}
        </div>
        <div className="min-h-0 overflow-auto overscroll-contain px-3 pb-[max(16px,env(safe-area-inset-bottom))]">
          {children}
        </div>
        {/* Last, so that the focus starts on what the sheet is about. */}
        <IconButton label="Close" icon="down" onClick={onClose} className="absolute! top-2.5 right-1" />
      </div>
    </Modal>
  )
}
