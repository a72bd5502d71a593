import type { GuestMemory } from '#model/guest-memory.ts'
import { type MemorySize, memorySize } from '#model/memory.ts'
import { type Count, formatBytes, formatCount } from '#model/units.ts'
import { processMayBeOld } from '#query/may-be-old.ts'
import { type GuestReport, useGuestMemory } from '#query/use-guest-memory.ts'
import { Facts } from '#ui/facts.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { MeterList, type MeterRow } from '#ui/meter-list.tsx'
import { Unanswered } from '#ui/unanswered.tsx'
import { AskGuest } from './ask-guest.tsx'
import type { MemoryVm } from './memory-vm.ts'

const MemoryBackends = lazyComponent(async () => (await import('./memory-backends.tsx')).MemoryBackends)
const MemoryDevices = lazyComponent(async () => (await import('./memory-devices.tsx')).MemoryDevices)

/** How much memory the VM has, what the guest makes of it, and what that costs the host. */
export function MemoryPanel({ vm, brief }: { vm: MemoryVm; brief: boolean }) {
  const summary = vm.useRead('query-memory-size-summary')
  const balloon = vm.useRead('query-balloon')
  const guest = useGuestMemory(vm)
  // A QEMU before 2.11 tells no size, but what its balloon leaves.
  const main = vm.has('query-memory-size-summary') ? summary : balloon
  if (!main.data) return <Unanswered error={main.error} lines={brief ? 3 : 6} />
  const size = memorySize(summary.data, balloon.data)
  return (
    <div className="grid gap-2">
      <MemorySummary size={size} guest={guest} />
      <MemoryMeters vm={vm} size={size} guest={guest} />
      <AskGuest vm={vm} guest={guest} brief={brief} />
      {!brief && (
        <>
          {guest.memory && <GuestFacts memory={guest.memory} />}
          <MemoryDevices vm={vm} />
          <MemoryBackends vm={vm} />
        </>
      )}
    </div>
  )
}

/** The size at the left; what the guest uses of it at the right. */
function MemorySummary({ size, guest }: { size: MemorySize; guest: GuestReport }) {
  const { total, plugged, balloon } = size
  const isTaken = balloon !== undefined && total !== undefined && balloon < total
  const used = guest.memory?.used
  return (
    <div className="flex items-start justify-between gap-x-4">
      <div className="min-w-0">
        <p>
          {total === undefined ? (
            'Memory size is not available before QEMU 2.11.'
          ) : (
            <b>{formatBytes(total)}</b>
          )}
          {isTaken && `, of which the balloon leaves ${formatBytes(balloon)}`}
        </p>
        {!!plugged && <p className="text-label text-ink-3">{formatBytes(plugged)} of it plugged in</p>}
      </div>
      {used !== undefined && (
        <div className="ml-auto shrink-0 text-right">
          <p className="text-title font-semibold">{formatBytes(used)}</p>
          <p className="text-label text-ink-3">
            guest{guest.memory?.total !== undefined && `, of ${formatBytes(guest.memory.total)}`}
          </p>
        </div>
      )}
    </div>
  )
}

interface Props {
  vm: MemoryVm
  size: MemorySize
  guest: GuestReport
}

/** What the guest uses, and what QEMU's process uses on the host, as far as it is known. */
function MemoryMeters({ vm, size, guest }: Props) {
  const resident = vm.useProcess(processMayBeOld.residentMemory).data?.residentBytes
  const used = guest.memory?.used === undefined ? undefined : Number(guest.memory.used)
  const max = Math.max(Number(size.total ?? size.balloon ?? 0), resident ?? 0)
  const rows: MeterRow[] = [
    ...(used === undefined ? [] : [{ name: 'guest uses', value: used, max, text: formatBytes(used) }]),
    ...(resident === undefined
      ? []
      : [{ name: 'host resident', value: resident, max, text: formatBytes(resident) }]),
  ]
  if (rows.length === 0) return null
  const isMore = resident !== undefined && resident > Number(size.total ?? size.balloon ?? resident)
  return (
    <div>
      <MeterList rows={rows} />
      {isMore && (
        <p className="text-label text-ink-3">
          Host resident is the whole QEMU process, with its own code, disk caches and display.
        </p>
      )}
    </div>
  )
}

/** All that the guest's balloon driver reports. */
function GuestFacts({ memory }: { memory: GuestMemory }) {
  return (
    <div>
      <h3 className="mb-1 text-label font-semibold text-ink-2">Reported by the guest</h3>
      <Facts
        facts={[
          { name: 'Total', value: bytes(memory.total) },
          { name: 'Available', value: bytes(memory.available) },
          { name: 'Free', value: bytes(memory.free) },
          { name: 'Caches', value: bytes(memory.caches) },
          { name: 'Swapped in, out', value: pair(bytes(memory.swapIn), bytes(memory.swapOut)) },
          { name: 'Major, minor faults', value: pair(count(memory.majorFaults), count(memory.minorFaults)) },
        ]}
      />
    </div>
  )
}

const bytes = (value: Count | undefined) => (value === undefined ? undefined : formatBytes(value))
const count = (value: Count | undefined) => (value === undefined ? undefined : formatCount(value))

function pair(first: unknown, second: unknown): string | undefined {
  return first === undefined && second === undefined ? undefined : `${first ?? '–'}, ${second ?? '–'}`
}
