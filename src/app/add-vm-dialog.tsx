import { type FormEvent, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { ListedVm } from '#api/types.ts'
import type { ListChanges } from '#query/use-list-changes.ts'
import { useListed } from '#query/use-vms.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Field } from '#ui/field.tsx'
import { Refusal } from '#ui/refusal.tsx'
import { TextInput } from '#ui/text-input.tsx'
import { Untrusted } from '#ui/untrusted.tsx'
import { idOfTwin } from './add-vm-words.ts'
import { useHref, vmPath } from './paths.ts'

interface Props {
  add: ListChanges['add']
  onClose: () => void
}

/** Asks where a VM's QMP socket is, and leads to the VM once the dashboard has it. */
export function AddVmDialog({ add, onClose }: Props) {
  const href = useHref()
  const [, goTo] = useLocation()
  const [address, setAddress] = useState('')
  const [name, setName] = useState('')
  const [refusal, setRefusal] = useState<unknown>()
  const [asked, setAsked] = useState(false)
  const twin = useListed(idOfTwin(refusal) ?? '')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (asked || address.trim() === '') return
    setAsked(true)
    setRefusal(undefined)
    try {
      const vm = await add({ address: address.trim(), ...(name.trim() !== '' && { name: name.trim() }) })
      onClose()
      goTo(href(vmPath(vm.id)))
    } catch (failure) {
      setRefusal(failure)
      setAsked(false)
    }
  }
  return (
    <Dialog open onClose={onClose} title="Add VM" icon="plus">
      <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <Field label="Address of the QMP socket" hint={<AddressForms />}>
          <TextInput mono value={address} onChange={setAddress} placeholder="unix:/tmp/vm1.qmp" />
        </Field>
        <Field label="Name" optional hint="Letters, digits, spaces, and _ . -">
          <TextInput value={name} onChange={setName} />
        </Field>
        {refusal !== undefined && (
          <Refusal
            said={refusal instanceof Error ? refusal.message : String(refusal)}
            advice={twin && <AddedAlready vm={twin} onLeave={onClose} />}
          />
        )}
        <div className="flex justify-end gap-2">
          <Button size={32} onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            size={32}
            variant="primary"
            busy={asked}
            why={address.trim() === '' ? 'Enter an address.' : undefined}
          >
            Add
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** A VM may be called otherwise than its ID, by which the dashboard names it. */
function AddedAlready({ vm, onLeave }: { vm: ListedVm; onLeave: () => void }) {
  const href = useHref()
  return (
    <>
      It is{' '}
      <Link href={href(vmPath(vm.id))} onClick={onLeave} className="link">
        <Untrusted text={vm.name} />
      </Link>
      .
    </>
  )
}

function AddressForms() {
  return (
    <>
      <code>tcp:HOST:PORT</code>, <code>HOST:PORT</code>, <code>unix:/PATH</code>, <code>/PATH</code> or{' '}
      <code>demo</code>; QEMU’s <code>-qmp</code>, or <code>-chardev</code> with <code>-mon</code>, can be
      pasted.
    </>
  )
}
