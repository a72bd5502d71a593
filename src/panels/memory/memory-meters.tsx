import type { MemorySize } from '#model/memory.ts'
import { formatBytes } from '#model/units.ts'
import type { GuestReport } from '#query/use-guest-memory.ts'
import { MeterList, type MeterRow } from '#ui/meter-list.tsx'
import type { MemoryVm } from './memory-vm.ts'

interface Props {
  vm: MemoryVm
  size: MemorySize
  guest: GuestReport
}

/** Resident memory drifts without any event, and slowly. */
const readEvery = 10_000

/** What the guest uses, and what QEMU's process holds on the host, as far as somebody tells. */
export function MemoryMeters({ vm, size, guest }: Props) {
  const resident = vm.useProcess(readEvery).data?.residentBytes
  const used = guest.memory?.used === undefined ? undefined : Number(guest.memory.used)
  const max = Math.max(Number(size.total ?? size.balloon ?? 0), resident ?? 0)
  const rows: MeterRow[] = [
    ...(used === undefined ? [] : [{ name: 'guest uses', value: used, max, text: formatBytes(used) }]),
    ...(resident === undefined
      ? []
      : [{ name: 'host resident', value: resident, max, text: formatBytes(resident) }]),
  ]
  return rows.length > 0 ? <MeterList rows={rows} /> : null
}
