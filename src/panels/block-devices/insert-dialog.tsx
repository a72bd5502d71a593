import { useEffect, useRef, useState } from 'react'
import { changeMedium, type NewMedium } from '#model/block-device-acts.ts'
import type { BlockDeviceRow } from '#model/block-devices.ts'
import type { PanelVm } from '#query/panel-vm.ts'
import type { WayTo } from '#schema/replacements.ts'
import { ActButton, ActRefusal } from '#ui/act-button.tsx'
import { Button } from '#ui/button.tsx'
import { CodeBlock } from '#ui/code-block.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Field } from '#ui/field.tsx'
import { TextInput } from '#ui/text-input.tsx'
import { ToggleGroup } from '#ui/toggle-group.tsx'

/** The commands that swap media, today's first. */
export type InsertCommand = WayTo<'blockdev-change-medium'>

interface InsertDialogProps {
  vm: PanelVm<never, InsertCommand>
  device: BlockDeviceRow
  /** The one that this QEMU has. */
  command: InsertCommand
  onClose: () => void
}

/** Asks for a file on QEMU's host, and puts it into a drive in place of what is in it. */
export function InsertDialog({ vm, device, command, onClose }: InsertDialogProps) {
  const [filename, setFilename] = useState('')
  const [format, setFormat] = useState<Format>('')
  const [mode, setMode] = useState<Mode>('')
  const medium: NewMedium = {
    filename,
    ...(format !== '' && { format }),
    ...(mode !== '' && { readOnly: mode === 'read-only' }),
  }
  const acts = vm.useActs([changeMedium(device, medium, command) ?? []].flat())
  return (
    <Dialog
      open
      onClose={onClose}
      title={device.medium ? `Change the medium of ${device.name}` : `Insert a medium into ${device.name}`}
    >
      <form onSubmit={(event) => event.preventDefault()} className="grid gap-3">
        <FileField value={filename} onChange={setFilename} />
        <Choice label="Format" hint={formatHint} options={formats} value={format} onChange={setFormat} />
        {device.kind !== 'cdrom' && command === 'blockdev-change-medium' && (
          <Choice label="Access" options={modes} value={mode} onChange={setMode} />
        )}
        {acts.map(({ code }) => (
          <CodeBlock key="code" title="Sends" code={code} />
        ))}
        <ActRefusal acts={acts} advice="QEMU opens the file on its own host, with its own permissions." />
        <div className="mt-1 flex justify-end gap-2">
          <Button size={32} onClick={onClose}>
            Cancel
          </Button>
          {acts.map((act) => (
            <ActButton
              key={act.action.command}
              act={act}
              size={32}
              variant="primary"
              type="submit"
              onDone={onClose}
              refusal="elsewhere"
            />
          ))}
        </div>
      </form>
    </Dialog>
  )
}

function FileField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const input = useRef<HTMLInputElement>(null)
  // After the dialog has opened, which gives the focus to its first button.
  useEffect(() => input.current?.focus(), [])
  return (
    <Field label="File" hint="A path on QEMU’s host, not this browser’s, or a URL that QEMU can open.">
      <TextInput ref={input} mono value={value} onChange={onChange} placeholder="/srv/iso/debian.iso" />
    </Field>
  )
}

const formats = [
  { value: '', label: 'Detect' },
  { value: 'raw', label: 'raw' },
  { value: 'qcow2', label: 'qcow2' },
  { value: 'vmdk', label: 'vmdk' },
  { value: 'vhdx', label: 'vhdx' },
] as const
type Format = (typeof formats)[number]['value']
const formatHint =
  'An ISO image is raw. Choose the format if the guest can write: its data may look like another format.'

const modes = [
  { value: '', label: 'Unchanged' },
  { value: 'read-only', label: 'Read-only' },
  { value: 'read-write', label: 'Read and write' },
] as const
type Mode = (typeof modes)[number]['value']

interface ChoiceProps<V extends string> {
  label: string
  hint?: string
  options: readonly { value: V; label: string }[]
  value: V
  onChange: (value: V) => void
}

function Choice<V extends string>({ label, hint, ...rest }: ChoiceProps<V>) {
  return (
    <div>
      <div aria-hidden="true" className="mb-1 font-medium">
        {label}
      </div>
      <ToggleGroup label={label} {...rest} className="flex-wrap" />
      {hint && <p className="mt-1 text-label text-ink-3">{hint}</p>}
    </div>
  )
}
