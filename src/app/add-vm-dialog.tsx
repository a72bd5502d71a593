import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import type { ListChanges } from '#query/use-list-changes.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Field } from '#ui/field.tsx'
import { Refusal } from '#ui/refusal.tsx'
import { TextInput } from '#ui/text-input.tsx'
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
  const [refusal, setRefusal] = useState<string>()
  const [asked, setAsked] = useState(false)
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
      setRefusal(failure instanceof Error ? failure.message : String(failure))
      setAsked(false)
    }
  }
  return (
    <Dialog open onClose={onClose} title="Add VM" icon="plus">
      <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <Field label="Address of its QMP socket" hint={<AddressForms />}>
          <TextInput mono value={address} onChange={setAddress} placeholder="unix:/tmp/vm1.qmp" />
        </Field>
        <Field label="Name" optional hint="Letters, digits, spaces, and _ . -">
          <TextInput value={name} onChange={setName} />
        </Field>
        {refusal !== undefined && <Refusal said={refusal} />}
        <div className="flex justify-end gap-2">
          <Button size={32} onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            size={32}
            variant="primary"
            busy={asked}
            why={address.trim() === '' ? 'It needs an address.' : undefined}
          >
            Add
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function AddressForms() {
  return (
    <>
      <code>tcp:HOST:PORT</code>, <code>HOST:PORT</code>, <code>unix:/PATH</code>, <code>/PATH</code> or{' '}
      <code>demo</code>; what you pass to <code>-qmp</code> works as it is.
    </>
  )
}
