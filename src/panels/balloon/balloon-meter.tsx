import type { ReactNode } from 'react'
import { type Count, formatBytes } from '#model/units.ts'
import { Meter } from '#ui/meter.tsx'

interface BalloonMeterProps {
  /** Bytes. */
  actual: number
  total: Count | undefined
  /** At the right of the sentence, with a bar below both; without it the slider below is bar enough. */
  action?: ReactNode
}

/** What the balloon leaves the guest, of what the VM has. */
export function BalloonMeter({ actual, total, action }: BalloonMeterProps) {
  const left = formatBytes(actual)
  const of = total === undefined ? '' : ` of ${formatBytes(total)}`
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p>
          Leaves the guest <b>{left}</b>
          {of}
        </p>
        {action}
      </div>
      {action && total !== undefined && (
        <Meter
          label="Memory left to the guest"
          value={actual}
          max={Number(total)}
          text={left + of}
          className="mt-1"
        />
      )}
    </div>
  )
}
