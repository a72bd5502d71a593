import { formatDateTime, formatDuration, formatTime, type Precision } from '#model/time.ts'
import { useNow } from '#query/use-now.ts'
import type { VmState } from '#query/use-vm-state.ts'

interface WhenProps {
  /** Milliseconds since 1970. */
  at: number
  precision?: Precision
}

const aDay = 86_400_000

/** A moment: time of day, with the date where it is not of today, and the full date on hover. */
export function When({ at, precision = 'millisecond' }: WhenProps) {
  const now = useNow(aDay)
  const shown = Math.abs(now - at) < aDay ? formatTime(at, precision) : formatDateTime(at, 'minute')
  return (
    <time dateTime={isoOf(at)} title={formatDateTime(at)}>
      {shown}
    </time>
  )
}

/** How long ago that was, counted on. */
export function Ago({ at }: { at: number }) {
  const now = useNow(1000)
  return <>{formatDuration(Math.max(0, now - at))}</>
}

function isoOf(at: number): string | undefined {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

/** When the state began, if somebody saw it. */
export function Since({ since: { at, exact } }: { since: NonNullable<VmState['since']> }) {
  if (!exact) {
    return (
      <>
        since before this page connected, at <When at={at} precision="second" />.
      </>
    )
  }
  return (
    <>
      since <When at={at} />, <Ago at={at} /> ago.
    </>
  )
}
