import { replaceOutsideStrings } from './outside-strings.ts'

/**
 * Reads JSON whose integers beyond 2^53 become bigint, digit by digit. They are marked as strings before the platform's
 * parser sees them, and made integers by it; the mark is a character that the text does not have.
 * @throws SyntaxError where it is no JSON
 */
export function parseExactly(text: string): unknown {
  const mark = unusedCharacter(text)
  const marked = replaceOutsideStrings(text, longInteger, (digits) => `"${mark}${digits}"`)
  return JSON.parse(marked, (_, value) =>
    typeof value === 'string' && value.startsWith(mark) ? integer(value.slice(1)) : value,
  )
}

/** Sixteen digits and more that are no part of a fraction or an exponent. */
const longInteger = /(?<![\w.+-])-?[1-9]\d{15,}(?![\w.])/g

/** More digits than any integer of QEMU has, and so many that reading them exactly would take long. */
const mostDigits = 400

function integer(digits: string): number | bigint {
  const value = Number(digits)
  return Number.isSafeInteger(value) || digits.length > mostDigits ? value : BigInt(digits)
}

/**
 * A character for private use, or one behind those, that stands nowhere in a JSON text, neither as it is nor escaped.
 * @throws SyntaxError for a text that has them all
 */
function unusedCharacter(text: string): string {
  const used = new Set<number>()
  for (const [char, digits] of text.matchAll(/[\ue000-\uffff]|\\u([ef][0-9a-f]{3})/gi)) {
    used.add(digits === undefined ? char.charCodeAt(0) : Number.parseInt(digits, 16))
  }
  for (let code = 0xe000; code <= 0xffff; code++) if (!used.has(code)) return String.fromCharCode(code)
  throw new SyntaxError('a text with every character leaves none to mark integers with')
}

/** Prints a value as JSON, bigint as digits; members that are undefined are left out. `indent` is for people. */
export function printExactly(value: unknown, indent = ''): string {
  return print(value, indent, '\n')
}

function print(value: unknown, indent: string, lineEnd: string): string {
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const inner = lineEnd + indent
  const colon = indent === '' ? ':' : ': '
  const items = Array.isArray(value)
    ? value.map((item) => print(item, indent, inner))
    : Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([key, member]) => JSON.stringify(key) + colon + print(member, indent, inner))
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  if (items.length === 0 || indent === '') return `${open}${items.join(',')}${close}`
  return `${open}${inner}${items.join(`,${inner}`)}${lineEnd}${close}`
}
