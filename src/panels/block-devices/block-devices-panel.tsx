import type { PropsOf } from '#panels/panel.ts'
import { DataTable } from '#ui/data-table.tsx'
import { EmptyNote } from '#ui/empty-note.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { Unanswered } from '#ui/unanswered.tsx'
import { deviceColumns } from './device-columns.tsx'
import { type blockDevicesCommands, useBlockDevices } from './use-block-devices.ts'

const DeviceDetails = lazyComponent(async () => (await import('./device-details.tsx')).DeviceDetails)

/** All disks and drives: what is in them, what they do, whether they are well. */
export function BlockDevicesPanel({ vm, brief }: PropsOf<typeof blockDevicesCommands>) {
  const { lines, error } = useBlockDevices(vm)
  if (!lines) return <Unanswered error={error} />
  const shown = brief ? lines.filter(({ attached }) => attached !== false) : lines
  if (shown.length === 0) {
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
  return (
    <>
      <DataTable
        caption="Block devices"
        columns={deviceColumns(vm, brief)}
        rows={shown}
        rowKey={({ key }) => key}
        rowTone={({ ioStatus }) => (ioStatus === undefined || ioStatus === 'ok' ? undefined : 'bad')}
        stack
      />
      {!brief && <DeviceDetails lines={shown} />}
    </>
  )
}
