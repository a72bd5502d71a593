import type { CpuSlot } from '#model/cpus.ts'
import { printJson } from '#qmp/wire/json.ts'
import { CodeBlock } from '#ui/code-block.tsx'
import { EmptyNote } from '#ui/empty-note.tsx'

/** Whether more vCPUs could be plugged in, and the command that would fill the next place. */
export function CpuSlots({ slots }: { slots: readonly CpuSlot[] | undefined }) {
  if (!slots) return <EmptyNote>This machine type does not support vCPU hot-plug.</EmptyNote>
  const [next] = slots
  if (!next) {
    return (
      <EmptyNote
        hint={
          <>
            More places come with <code>-smp 2,maxcpus=8</code> on QEMU’s command line.
          </>
        }
      >
        No free vCPU slot.
      </EmptyNote>
    )
  }
  const command = { execute: 'device_add', arguments: { driver: next.type, id: 'cpu-new', ...next.props } }
  return (
    <CodeBlock
      title="To add a vCPU"
      hint={`at ${next.place || 'the next slot'}; the guest must support hot-plug`}
      code={printJson(command)}
    />
  )
}
