import type { MemorySize } from '#model/memory.ts'
import { formatBytes } from '#model/units.ts'
import type { GuestReport } from '#query/use-guest-memory.ts'

/** The size at the left; what the guest uses of it at the right. */
export function MemorySummary({ size, guest }: { size: MemorySize; guest: GuestReport }) {
  const { total, plugged, balloon } = size
  const isTaken = balloon !== undefined && total !== undefined && balloon < total
  const used = guest.memory?.used
  return (
    <div className="flex items-start justify-between gap-x-4">
      <div className="min-w-0">
        <p>
          {total === undefined ? 'QEMU before 2.11 does not tell the size.' : <b>{formatBytes(total)}</b>}
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
