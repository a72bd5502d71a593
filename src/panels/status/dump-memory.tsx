import { useState } from 'react'
import { dumpMemory } from '#model/dump-memory.ts'
import { ActButton, ActRefusal } from '#ui/act-button.tsx'
import { Button } from '#ui/button.tsx'
import { CodeBlock } from '#ui/code-block.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Field } from '#ui/field.tsx'
import { TextInput } from '#ui/text-input.tsx'
import type { StatusVm } from './status-vm.ts'

/** Keeps the memory of a guest that has failed, to be looked at later: a reset would lose it. */
export function DumpMemory({ vm }: { vm: StatusVm }) {
  const [open, setOpen] = useState(false)
  const [path, setPath] = useState('')
  const act = vm.useAct(dumpMemory(path, vm.has('query-dump')))
  const close = () => setOpen(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Dump memory…</Button>
      <Dialog open={open} onClose={close} title={`Dump the memory of ${vm.name}`}>
        <form onSubmit={(event) => event.preventDefault()} className="grid gap-3">
          <Field
            label="File"
            hint="A path on QEMU’s host. The file becomes as large as the guest’s memory; crash and gdb read it."
          >
            <TextInput mono value={path} onChange={setPath} placeholder="/var/tmp/guest.elf" />
          </Field>
          <CodeBlock title="Sends" code={act.code} />
          <ActRefusal acts={[act]} advice="QEMU writes the file on its own host, with its own permissions." />
          <div className="mt-1 flex justify-end gap-2">
            <Button size={32} onClick={close}>
              Cancel
            </Button>
            <ActButton
              act={act}
              size={32}
              variant="primary"
              type="submit"
              onDone={close}
              refusal="elsewhere"
            />
          </div>
        </form>
      </Dialog>
    </>
  )
}
