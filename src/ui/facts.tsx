import { Fragment, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { untrusted } from './untrusted.tsx'

export interface Fact {
  name: string
  value: ReactNode
  /** What is on the wire: monospace. */
  mono?: boolean | undefined
}

/** Names and values, one a line; a fact whose value is null or undefined is left out. */
export function Facts({ facts, className }: { facts: readonly Fact[]; className?: string | undefined }) {
  return (
    <dl className={cx('grid items-baseline grid-cols-[auto_minmax(0,1fr)] gap-x-3.5 gap-y-0.5', className)}>
      {facts
        .filter((fact) => fact.value !== null && fact.value !== undefined)
        .map((fact) => (
          <Fragment key={fact.name}>
            <dt className="min-w-0 text-ink-3 [overflow-wrap:anywhere]">{untrusted(fact.name)}</dt>
            <dd className={cx('min-w-0 [overflow-wrap:anywhere]', fact.mono && 'font-mono text-label/5')}>
              {untrusted(fact.value)}
            </dd>
          </Fragment>
        ))}
    </dl>
  )
}
