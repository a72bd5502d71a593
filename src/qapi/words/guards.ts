const longest = 120

// Characters that would break the line, hide, or turn the reading direction of what stands around them.
const unfit = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu

/** A word from QEMU or the guest, fit to stand in a sentence: one line, not too long; empty if it is no word. */
export function word(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value !== 'string') return ''
  const clean = value.replace(unfit, ' ').trim()
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean
}

/** The first of some words that says anything. */
export function firstWord(...values: unknown[]): string {
  for (const value of values) {
    const found = word(value)
    if (found !== '') return found
  }
  return ''
}

export function number(value: unknown): number | undefined {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined
}

/** `0x7e`; empty if it is no integer. */
export function hex(value: unknown): string {
  return typeof value === 'number' || typeof value === 'bigint' ? `0x${value.toString(16)}` : ''
}

/** Bytes as people count memory: `512 MiB`. */
export function mebibytes(value: unknown): string {
  const bytes = number(value)
  return bytes === undefined
    ? 'an unknown size'
    : `${Math.round(bytes / 2 ** 20).toLocaleString('en-US')} MiB`
}

/** A part of the data that is an object itself; empty where it is not. */
export function part(value: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as Readonly<Record<string, unknown>>) : {}
}

/** Seconds in their largest units: `1 h 59 min 45 s`. */
export function span(seconds: number): string {
  const units = [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
    ['s', 1],
  ] as const
  let rest = Math.round(seconds)
  const said = units.flatMap(([unit, size]) => {
    const whole = Math.floor(rest / size)
    rest -= whole * size
    return whole > 0 ? [`${whole} ${unit}`] : []
  })
  return said.join(' ') || '0 s'
}

/**
 * The name that the page gives a device: the ID of `-device id=`, which its QOM path holds, else the first of other
 * names of it, else the last step of its path. `/machine/peripheral/vda/virtio-backend` is `vda`.
 */
export function deviceName(path: unknown, ...others: unknown[]): string {
  const steps = word(path)
    .replace(/\/virtio-backend$/, '')
    .split('/')
  const [id] =
    steps.length === 1 ? steps : word(path).startsWith('/machine/peripheral/') ? steps.slice(3) : []
  return firstWord(id, ...others, steps.at(-1))
}

/** `No space left on device` → `no space left on device`, but `I/O error` and `EIO` stay. */
export function midSentence(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
