import { memberOrder } from './member-order.ts'
import type { Value } from './value.ts'

/** A value as QEMU writes it: ASCII only (rule F-03), members in QEMU's order, over many lines where `pretty`. */
export function writeJson(value: Value, pretty = false): string {
  return write(value, pretty ? '\r\n' : undefined)
}

/** `newline` is a line end with the indent of what is around; undefined means all on one line. */
function write(value: Value, newline: string | undefined): string {
  if (typeof value === 'string') return writeString(value)
  if (typeof value === 'number') return writeNumber(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const deeper = newline === undefined ? undefined : `${newline}    `
  const parts = Array.isArray(value)
    ? value.map((item) => write(item, deeper))
    : memberOrder(Object.keys(value)).map(
        (name) => `${writeString(name)}: ${write(value[name] ?? null, deeper)}`,
      )
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  if (newline === undefined) return `${open}${parts.join(', ')}${close}`
  return `${open}${parts.map((part) => deeper + part).join(',')}${newline}${close}`
}

const named: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

function writeString(text: string): string {
  const escaped = text.replace(/["\\]|[^ -~]/g, (unit) => {
    const code = unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
    return named[unit] ?? `\\u${code}`
  })
  return `"${escaped}"`
}

/** As C's `%.17g`: 17 digits, no trailing zeros; and, like it, words that are no JSON for what is no number (rule F-12). */
function writeNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  const [digits = '', power = '0'] = value.toExponential(16).split('e')
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 17) return minusZero(value) + withoutZeros(value.toPrecision(17))
  const sign = exponent < 0 ? '-' : '+'
  return `${withoutZeros(digits)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`
}

function minusZero(value: number): string {
  return Object.is(value, -0) ? '-' : ''
}

function withoutZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits
}
