import { acceleratorOf } from '#model/accelerator.ts'
import type { PanelProps } from '#panels/panel.ts'
import { Unanswered } from '#panels/unanswered.tsx'

/** What runs the guest's code, and why that matters. */
export function AcceleratorPanel({ vm, brief }: PanelProps<'query-accelerators' | 'query-kvm'>) {
  const hasNew = vm.has('query-accelerators')
  const accelerators = vm.useRead('query-accelerators')
  const kvm = vm.useRead('query-kvm', { when: !hasNew })
  const { data, error } = hasNew ? accelerators : kvm
  if (!data) return <Unanswered error={error} lines={2} />
  const { words, hint } = acceleratorOf(accelerators.data, kvm.data)
  return (
    <>
      <p className="font-semibold">{words}</p>
      {hint && !brief && <p className="text-label text-ink-3">{hint}</p>}
    </>
  )
}
