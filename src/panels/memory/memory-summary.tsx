import type { MemorySize } from '#model/memory.ts'
import { formatBytes } from '#model/units.ts'
import type { GuestReport } from '#panels/use-guest-memory.ts'

/** The size at the left; what the guest uses of it at the right. */
export function MemorySummary({ size, guest }: { size: MemorySize; guest: GuestReport }) {
  const { total, plugged, balloon } = size
  const isTaken = balloon !== undefined && total !== undefined && balloon < total
  const used = guest.memory?.used
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
      <div className="min-w-0">
        <p>
          {total === undefined ? 'QEMU before 2.11 does not tell the size.' : <b>{formatBytes(total)}</b>}
          {isTaken && `, of which the balloon leaves ${formatBytes(balloon)}`}
        </p>
        <p className="text-label text-ink-3">
          {plugged ? `${formatBytes(plugged)} of it plugged in` : total !== undefined && 'nothing plugged in'}
        </p>
      </div>
      {used !== undefined && (
        <div className="text-right">
          <p className="text-title font-semibold">{formatBytes(used)}</p>
          <p className="text-label text-ink-3">
            guest{guest.memory?.total !== undefined && `, of ${formatBytes(guest.memory.total)}`}
          </p>
        </div>
      )}
    </div>
  )
}
