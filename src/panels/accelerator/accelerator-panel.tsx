import type { PanelProps } from '#panels/panel.ts'
import { type AcceleratorQuery, useAccelerator } from '#query/use-accelerator.ts'
import { Unanswered } from '#ui/unanswered.tsx'

/** What runs the guest's code, and why that matters. */
export function AcceleratorPanel({ vm, brief }: PanelProps<AcceleratorQuery>) {
  const { accelerator, error } = useAccelerator(vm)
  if (!accelerator) return <Unanswered error={error} lines={2} />
  const { words, hint } = accelerator
  return (
    <>
      <p className="font-semibold">{words}</p>
      {hint && !brief && <p className="text-label text-ink-3">{hint}</p>}
    </>
  )
}
