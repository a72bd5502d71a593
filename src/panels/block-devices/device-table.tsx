import { useState } from 'react'
import { DataTable } from '#ui/data-table.tsx'
import { EmptyNote } from '#ui/empty-note.tsx'
import { Icon } from '#ui/icon.tsx'
import { Untrusted } from '#ui/untrusted.tsx'
import type { BlockDevicesVm } from './block-devices-vm.ts'
import { deviceColumns, MediumWords } from './device-columns.tsx'
import { DeviceDetails } from './device-details.tsx'
import { type BlockDeviceLine, useBlockDevices } from './use-block-devices.ts'

/** One row a device, with its details below it once it is opened; the drives without a device are folded away. */
export function DeviceTable({ vm, brief }: { vm: BlockDevicesVm; brief: boolean }) {
  const { inGuest, unused } = useBlockDevices(vm)
  const [opened, setOpened] = useState<readonly string[]>([])
  const toggle = (key: string) =>
    setOpened(opened.includes(key) ? opened.filter((other) => other !== key) : [...opened, key])
  const isOpen = ({ key }: BlockDeviceLine) => !brief && opened.includes(key)
  return (
    <>
      {inGuest.length === 0 ? (
        <NoDevices />
      ) : (
        <DataTable
          caption="Block devices"
          columns={deviceColumns(vm, brief ? undefined : { isOpen, toggle })}
          rows={inGuest}
          rowKey={({ key }) => key}
          rowTone={({ ioStatus }) => (ioStatus === undefined || ioStatus === 'ok' ? undefined : 'bad')}
          below={(line) => isOpen(line) && <DeviceDetails vm={vm} line={line} />}
          stack
        />
      )}
      {!brief && unused.length > 0 && <UnusedDrives drives={unused} />}
    </>
  )
}

function NoDevices() {
  return (
    <EmptyNote
      hint={
        <>
          Added at start by <code>-drive</code>, or by <code>-blockdev</code> and <code>-device</code>.
        </>
      }
    >
      This VM has no disks or drives.
    </EmptyNote>
  )
}

/** The machine type or the command line made them, and no device of the guest is connected to them. */
function UnusedDrives({ drives }: { drives: readonly BlockDeviceLine[] }) {
  return (
    <details className="group mt-2">
      <summary className="flex w-fit list-none items-start gap-1 text-ink-2 phone:py-3 [&::-webkit-details-marker]:hidden">
        <Icon name="right" className="mt-0.5 text-ink-3 group-open:rotate-90" />
        {drives.length === 1 ? '1 unused drive' : `${drives.length} unused drives`}
      </summary>
      <p className="pl-5 text-label text-ink-3">Not connected to a device of the guest.</p>
      <ul className="pl-5">
        {drives.map((drive) => (
          <li key={drive.key} className="[overflow-wrap:anywhere]">
            <b>
              <Untrusted text={drive.name} />
            </b>{' '}
            <MediumWords line={drive} />
          </li>
        ))}
      </ul>
    </details>
  )
}
