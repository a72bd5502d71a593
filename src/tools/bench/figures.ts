/** What several rounds gave. */
export interface Spread {
  median: number
  min: number
  max: number
}

/** One line of the report: what was measured, and the absolute numbers behind a ratio. */
export interface Figure {
  what: string
  unit: '×' | 'kB' | 'ms' | 'KiB' | 'MiB' | '/s'
  value: Spread
  /** What the ratio compares, in words. */
  beside: string
}

export function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = (place: number): number => sorted[Math.floor(place)] ?? Number.NaN
  return { median: at(sorted.length / 2), min: at(0), max: at(sorted.length - 1) }
}

/** Each round of one variant over the same round of another: what slows the machine slows both. */
export function ratios(of: readonly number[], to: readonly number[]): Spread {
  return spreadOf(of.map((sample, round) => sample / (to[round] ?? Number.NaN)))
}

export function medianOf(samples: readonly number[]): string {
  return readable(spreadOf(samples).median, 0)
}

/** A Markdown table. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(
    ({ what, unit, value, beside }) => `| ${what} | ${inWords(value, unit)} | ${beside} |`,
  )
  return ['| What | Median [min–max] | In numbers |', '|---|---|---|', ...rows].join('\n')
}

function inWords({ median, min, max }: Spread, unit: Figure['unit']): string {
  const digits = unit === '×' ? 2 : unit === 'kB' || unit === 'KiB' || unit === 'MiB' || unit === '/s' ? 1 : 0
  const sign = unit === '×' ? '×' : ` ${unit}`
  if (min === max) return `${readable(median, digits)}${sign}`
  return `${readable(median, digits)}${sign} [${readable(min, digits)}–${readable(max, digits)}]`
}

function readable(value: number, digits: number): string {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
