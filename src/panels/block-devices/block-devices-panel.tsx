import { useEffect } from 'react'
import type { PropsOf } from '#panels/panel.ts'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { Unanswered } from '#ui/unanswered.tsx'
import type { blockDevicesCommands } from './block-devices-vm.ts'

const DeviceTable = lazyComponent(
  async () => (await import('./device-table.tsx')).DeviceTable,
  <Skeleton lines={3} />,
)

/** All disks and drives: what is in them, what they do, whether they are well. */
export function BlockDevicesPanel({ vm, brief }: PropsOf<typeof blockDevicesCommands>) {
  const { data, error } = vm.useRead('query-block')
  // The code comes while QEMU answers.
  useEffect(DeviceTable.preload, [])
  if (!data) return <Unanswered error={error} />
  return <DeviceTable vm={vm} brief={brief} />
}
