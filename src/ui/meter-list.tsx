import { Fragment, type ReactNode } from 'react'
import { Meter } from './meter.tsx'
import { untrusted } from './untrusted.tsx'

export interface MeterRow {
  name: string
  /** In the unit of `max`; undefined where it is not known: then there is no bar. */
  value: number | undefined
  max: number
  /** The value with its unit. */
  text: string
  tone?: 'accent' | 'warn' | 'bad' | undefined
  /** Behind the name, lighter. */
  note?: ReactNode
}

/** Names, bars and figures, one a line, aligned. */
export function MeterList({ rows }: { rows: readonly MeterRow[] }) {
  return (
    <div className="grid grid-cols-[auto_minmax(48px,1fr)_auto] items-center gap-x-3 gap-y-0.5">
      {rows.map(({ name, value, max, text, tone, note }) => (
        <Fragment key={name}>
          <span className="text-ink-2">
            {untrusted(name)} {note && <small>{note}</small>}
          </span>
          {value === undefined ? (
            <span />
          ) : (
            <Meter label={name} value={value} max={max} text={text} tone={tone} />
          )}
          <b className="text-right whitespace-nowrap">{text}</b>
        </Fragment>
      ))}
    </div>
  )
}
