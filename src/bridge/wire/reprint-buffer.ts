import { backslash, quote } from '#qmp/wire/json-chars.ts'

/** What is wrong with a string. */
export type StringFault = 'unended' | 'bad-escape' | 'bad-unicode'

const slash = 0x2f
const letterU = 0x75

/**
 * JSON text that is printed again, in UTF-16 units: as it was written, but for strings, which get the spelling of
 * `JSON.stringify`. A client may send a million escapes, so no string is built of one before all of it is there.
 */
export class ReprintBuffer {
  readonly #text: string
  /** No spelling is shorter than the one that is printed. */
  readonly #units: Uint16Array
  #length = 0

  constructor(text: string) {
    this.#text = text
    this.#units = new Uint16Array(text.length)
  }

  /** Units that are printed. */
  get length(): number {
    return this.#length
  }

  clear(): void {
    this.#length = 0
  }

  /** Prints a part of the text as it was written. */
  copy(from: number, to: number): void {
    const [text, units] = [this.#text, this.#units]
    let length = this.#length
    for (let at = from; at < to; at++) units[length++] = text.charCodeAt(at)
    this.#length = length
  }

  /**
   * Prints what is left of a string, up to its last quote, and returns where that is; or what is wrong with the string: half
   * surrogates and non-characters are against QEMU's rules (F-04).
   */
  respell(from: number): number | StringFault {
    const [text, units] = [this.#text, this.#units]
    const end = text.length
    let length = this.#length
    let isUnicode = true
    let high = 0
    for (let at = from; at < end; ) {
      const start = at
      let unit = text.charCodeAt(at++)
      if (unit === quote) {
        this.#length = length
        return isUnicode && high === 0 ? start : 'bad-unicode'
      }
      if (unit === backslash) {
        const kind = at < end ? text.charCodeAt(at) : 0
        unit = kind === letterU ? hexAt(text, at + 1) : shortEscaped(kind)
        at += kind === letterU ? 5 : 1
        if (unit < 0) return endsAfter(text, start + 2) ? 'bad-escape' : 'unended'
        if (unit < 0x20 || unit === quote || unit === backslash) {
          length = printEscape(unit, units, length)
          isUnicode &&= high === 0
          high = 0
          continue
        }
      } else if (unit < 0x20) return endsAfter(text, at) ? 'bad-escape' : 'unended'
      if (unit >= 0xd800 || high !== 0) {
        if (!isFit(high, unit)) isUnicode = false
        high = isHigh(unit) ? unit : 0
      }
      units[length++] = unit
    }
    return 'unended'
  }

  /** What is printed, from the given unit on. */
  textFrom(start: number): string {
    let text = ''
    for (let at = start; at < this.#length; at += atOnce) {
      const units = this.#units.subarray(at, Math.min(at + atOnce, this.#length))
      text += Reflect.apply(String.fromCharCode, undefined, units)
    }
    return text
  }
}

/** Arguments that a call has room for. */
const atOnce = 4096

/** Whether a string ends, that is inside one at `from`. */
function endsAfter(text: string, from: number): boolean {
  for (let at = from; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === quote) return true
    if (char === backslash) at++
  }
  return false
}

/** By what follows the backslash, what an escape of two characters stands for. */
const shortEscapes: ReadonlyMap<number, number> = new Map([
  [quote, quote],
  [backslash, backslash],
  [slash, slash],
  [0x62, 0x08],
  [0x66, 0x0c],
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
])
const unitOfEscape = new Int8Array(128).fill(-1)
const escapeOfUnit = new Int8Array(128)
for (const [kind, unit] of shortEscapes) {
  unitOfEscape[kind] = unit
  escapeOfUnit[unit] = kind
}

/** Negative where there is no such escape. */
function shortEscaped(kind: number): number {
  return unitOfEscape[kind] ?? -1
}

function printEscape(unit: number, units: Uint16Array, start: number): number {
  const kind = escapeOfUnit[unit] ?? 0
  units[start] = backslash
  units[start + 1] = kind === 0 ? letterU : kind
  if (kind !== 0) return start + 2
  units[start + 2] = units[start + 3] = hexDigit(0)
  units[start + 4] = hexDigit(unit >> 4)
  units[start + 5] = hexDigit(unit & 15)
  return start + 6
}

const valueOfHex = new Int8Array(128).fill(-1)
for (const digit of '0123456789abcdefABCDEF') valueOfHex[digit.charCodeAt(0)] = Number.parseInt(digit, 16)

/** The unit that four hexadecimal digits stand for; negative where there are no four. */
function hexAt(text: string, at: number): number {
  if (at + 4 > text.length) return -1
  const first = valueOfHex[text.charCodeAt(at)] ?? -1
  const second = valueOfHex[text.charCodeAt(at + 1)] ?? -1
  const third = valueOfHex[text.charCodeAt(at + 2)] ?? -1
  const fourth = valueOfHex[text.charCodeAt(at + 3)] ?? -1
  const isHex = (first | second | third | fourth) >= 0
  return isHex ? (first << 12) | (second << 8) | (third << 4) | fourth : -1
}

function hexDigit(value: number): number {
  return value < 10 ? 0x30 + value : 0x57 + value
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}

/** Whether a unit may follow: the second half of a pair a first one, and nothing else; and no character that is none. */
function isFit(high: number, unit: number): boolean {
  const isLow = unit >= 0xdc00 && unit < 0xe000
  if (isLow !== (high !== 0)) return false
  const point = isLow ? ((high & 0x3ff) << 10) + (unit & 0x3ff) + 0x10000 : unit
  return !((point >= 0xfdd0 && point <= 0xfdef) || (point & 0xfffe) === 0xfffe)
}
