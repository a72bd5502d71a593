import { useAccelerator } from '#query/use-accelerator.ts'
import { Icon } from '#ui/icon.tsx'
import type { StatusVm } from './status-vm.ts'

/** The most common reason for a slow VM, in plain view; the panel Accelerator says more. */
export function AcceleratorNote({ vm }: { vm: StatusVm }) {
  const { accelerator } = useAccelerator(vm)
  // Without KVM built in there is nothing to be done about it here.
  if (!accelerator?.couldUseKvm) return null
  return (
    <span className="flex items-start gap-1.5">
      <Icon name="info" className="mt-0.5 text-ink-3" />
      Runs on {accelerator.words}.
    </span>
  )
}
