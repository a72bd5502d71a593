import type { GuestMemory } from '#model/guest-memory.ts'
import { type Count, formatBytes, formatCount } from '#model/units.ts'
import { Facts } from '#ui/facts.tsx'

/** All that the guest's balloon driver reports. */
export function GuestFacts({ memory }: { memory: GuestMemory }) {
  return (
    <div>
      <h3 className="mb-1 text-label font-semibold text-ink-2">What the guest says</h3>
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
