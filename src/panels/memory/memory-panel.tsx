import { memorySize } from '#model/memory.ts'
import { useGuestMemory } from '#query/use-guest-memory.ts'
import { later } from '#ui/later.tsx'
import { Unanswered } from '#ui/unanswered.tsx'
import { AskGuest } from './ask-guest.tsx'
import { GuestFacts } from './guest-facts.tsx'
import { MemoryMeters } from './memory-meters.tsx'
import { MemorySummary } from './memory-summary.tsx'
import type { MemoryVm } from './memory-vm.ts'

const MemoryBackends = later(async () => (await import('./memory-backends.tsx')).MemoryBackends)
const MemoryDevices = later(async () => (await import('./memory-devices.tsx')).MemoryDevices)

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
