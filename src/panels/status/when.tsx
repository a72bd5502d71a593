import type { ReactNode } from 'react'
import { formatDateTime, formatDuration, formatTime, type Precision } from '#model/time.ts'
import type { Since } from '#query/state-history.ts'
import { useNow } from '#query/use-now.ts'

interface WhenProps {
  /** Milliseconds since 1970. */
  at: number
  precision?: Precision
}

const aDay = 86_400_000

/** A moment: time of day, or the date where that is another day, and the full date on hover. */
export function When({ at, precision = 'millisecond' }: WhenProps) {
  const now = useNow(aDay)
  const shown = Math.abs(now - at) < aDay ? formatTime(at, precision) : formatDateTime(at, 'minute')
  return (
    <time dateTime={isoOf(at)} title={formatDateTime(at)}>
      {shown}
    </time>
  )
}

/** How long ago that was; it counts up. */
export function Ago({ at }: { at: number }) {
  const now = useNow(1000)
  return <>{formatDuration(Math.max(0, now - at))}</>
}

function isoOf(at: number): string | undefined {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

interface SinceWhenProps {
  since: Since
  /** The word "Since" is written before it already. */
  bare?: boolean
  /** What else is to be said of it. */
  children?: ReactNode
}

/** Since when the state lasts, written after the state's word; how exactly depends on what was seen. */
export function SinceWhen({ since: { at, by, away }, bare, children }: SinceWhenProps) {
  return (
    <>
      {by === 'connecting' ? (
        <>
          watched since <When at={at} precision="second" />
        </>
      ) : (
        <>
          {!bare && 'since '}
          {by === 'answer' && 'about '}
          <When at={at} precision={by === 'event' ? 'millisecond' : 'second'} />, <Ago at={at} /> ago
        </>
      )}
      {children}
      {away && <Away {...away} />}
      {!bare && '.'}
    </>
  )
}

/** The page saw this state before the link was lost and again after; what was in between is unknown. */
function Away({ from, to }: NonNullable<Since['away']>) {
  return (
    <span className="text-ink-2">
      ; no link from <When at={from} precision="second" /> to <When at={to} precision="second" />
    </span>
  )
}
