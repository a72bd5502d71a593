import { type ReactNode, useState } from 'react'
import { commandLineOf } from '#model/command-line.ts'
import { Button } from '#ui/button.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { untrusted } from '#ui/untrusted.tsx'

const Dialog = lazyComponent(async () => (await import('#ui/dialog.tsx')).Dialog)

/** The program and the number of its options; all of them in a dialog. */
export function BriefCommandLine({ args, children }: { args: readonly string[]; children: ReactNode }) {
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
