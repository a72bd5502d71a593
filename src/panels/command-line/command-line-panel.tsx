import { type ReactNode, useState } from 'react'
import { commandLineOf } from '#model/command-line.ts'
import { formatDateTime } from '#model/time.ts'
import type { PanelProps } from '#panels/panel.ts'
import { Button } from '#ui/button.tsx'
import { EmptyNote } from '#ui/empty-note.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { untrusted } from '#ui/untrusted.tsx'

const Dialog = lazyComponent(async () => (await import('#ui/dialog.tsx')).Dialog)
const CommandOptions = lazyComponent(async () => (await import('./command-options.tsx')).CommandOptions)

/** With what QEMU was started: what one needs to start it again, also when it has ended. */
export function CommandLinePanel({ vm, brief }: PanelProps) {
  const process = vm.useProcess().data
  const args = process?.commandLine
  if (!args || args.length === 0) return <NotKnown hasProcess={process !== undefined} />
  const shown = <CommandOptions args={args} before={process.previous?.commandLine} />
  return (
    <>
      {process.ended !== undefined && (
        <p className="text-label text-ink-2">
          Of the QEMU that ended at <time>{formatDateTime(process.ended)}</time>.
        </p>
      )}
      {brief ? <Brief args={args}>{shown}</Brief> : shown}
    </>
  )
}

function Brief({ args, children }: { args: readonly string[]; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const { program, options } = commandLineOf(args)
  const name = program.slice(program.lastIndexOf('/') + 1)
  return (
    <div className="flex items-center justify-between gap-2">
      <p className="min-w-0 truncate">
        <code>{untrusted(name)}</code>, {options.length} {options.length === 1 ? 'option' : 'options'}
      </p>
      <Button size={24} onClick={() => setOpen(true)}>
        Show…
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Command line" wide>
        {children}
      </Dialog>
    </div>
  )
}

function NotKnown({ hasProcess }: { hasProcess: boolean }) {
  return (
    <EmptyNote>
      {hasProcess ? 'Only operators see it.' : 'Only available when QEMU runs on the dashboard’s own host.'}
    </EmptyNote>
  )
}
