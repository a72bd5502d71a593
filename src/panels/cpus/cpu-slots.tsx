import { cpuRoom, freeCpuId } from '#model/cpu-room.ts'
import { machineName } from '#model/machine-name.ts'
import { deviceContainers, machinePath } from '#model/qom.ts'
import { printJson } from '#qmp/wire/json.ts'
import { CodeBlock } from '#ui/code-block.tsx'
import { EmptyNote } from '#ui/empty-note.tsx'
import type { Cpus, CpusVm } from './use-cpus.ts'

/** Whether more vCPUs could be plugged in, and the command that would fill the next place. */
export function CpuSlots({ vm, cpus }: { vm: CpusVm; cpus: Cpus }) {
  const { freeSlots, takesNoMore, rows } = cpus
  const [next] = freeSlots ?? []
  const [peripherals] = deviceContainers
  const named = vm.useRead('qom-list', { args: { path: peripherals }, when: next !== undefined })
  if (takesNoMore) return <EmptyNote>This machine type does not support vCPU hot-plug.</EmptyNote>
  if (!freeSlots || !rows) return null
  if (!next) return <NoFreeSlot vm={vm} cpus={rows.length} />
  const id = freeCpuId(named.data, rows.length)
  const command = { execute: 'device_add', arguments: { driver: next.type, id, ...next.props } }
  return (
    <CodeBlock
      title="To add a vCPU"
      hint={`at ${next.place || 'the next slot'}; the guest must support hot-plug`}
      code={printJson(command)}
    />
  )
}

/** How this machine would have had a free slot, if its type can. */
function NoFreeSlot({ vm, cpus }: { vm: CpusVm; cpus: number }) {
  const type = vm.useRead('qom-get', { args: { path: machinePath, property: 'type' } }).data
  const machines = vm.useRead('query-machines').data
  const room = cpuRoom(machines, machineName(type), cpus)
  return (
    <EmptyNote
      hint={
        room && (
          <>
            Started with <code>{`-smp ${room.cpus},maxcpus=${room.max}`}</code>, QEMU has{' '}
            {room.max - room.cpus} free.
          </>
        )
      }
    >
      No free vCPU slot.
    </EmptyNote>
  )
}
