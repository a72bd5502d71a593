import { backslash, quote } from './json-chars.ts'
import { JsonFault, stray } from './json-fault.ts'

/**
 * Returns the index behind the string literal that begins here.
 * @throws JsonFault for what QEMU refuses in a string (F-04); `\u0000` passes
 */
export function stringEnd(text: string, from: number): number {
  let at = from + 1
  while (at < text.length) {
    const char = text.charCodeAt(at)
    if (char === quote) return at + 1
    if (char === backslash) at = escapeEnd(text, at)
    else if (char < 0x20) throw stray(text, at)
    else if (char < 0xd800) at++
    else at += checkedLength(text, at)
  }
  throw stray(text, at)
}

/** The length of a character from U+D800 on: two where it is a whole surrogate pair. */
function checkedLength(text: string, at: number): number {
  const codePoint = text.codePointAt(at) ?? 0
  if (isNoCharacter(codePoint)) throw new JsonFault('JSON parse error, invalid UTF-8 sequence in string')
  return codePoint > 0xffff ? 2 : 1
}

/** Half of a surrogate pair, or one of Unicode's 66 non-characters. */
function isNoCharacter(codePoint: number): boolean {
  return (
    (codePoint >= 0xd800 && codePoint <= 0xdfff) ||
    (codePoint >= 0xfdd0 && codePoint <= 0xfdef) ||
    (codePoint & 0xfffe) === 0xfffe
  )
}

function escapeEnd(text: string, from: number): number {
  if (text[from + 1] !== 'u') {
    if (from + 1 >= text.length) throw stray(text, from + 1)
    if ('"\\/bfnrt'.includes(text.charAt(from + 1))) return from + 2
    throw new JsonFault('JSON parse error, invalid escape sequence in string')
  }
  const unit = escapedUnit(text, from)
  const isHigh = unit >= 0xd800 && unit <= 0xdbff
  const low = isHigh ? escapedUnit(text, from + 6) : Number.NaN
  const isPair = low >= 0xdc00 && low <= 0xdfff
  const codePoint = isPair ? 0x10000 + (unit - 0xd800) * 0x400 + (low - 0xdc00) : unit
  if (Number.isNaN(unit) || isNoCharacter(codePoint))
    throw new JsonFault(`JSON parse error, ${text.slice(from, from + 6)} is not a valid Unicode character`)
  return from + (isPair ? 12 : 6)
}

/** The UTF-16 unit that `\uXXXX` stands for, or NaN where there is no such escape. */
function escapedUnit(text: string, from: number): number {
  if (text[from] !== '\\' || text[from + 1] !== 'u') return Number.NaN
  let unit = 0
  for (let at = from + 2; at < from + 6; at++) unit = unit * 16 + hexDigit(text.charCodeAt(at))
  return unit
}

function hexDigit(char: number): number {
  if (isDigit(char)) return char - 0x30
  const letter = char | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : Number.NaN
}

/** Returns the index behind the number that begins here. It may be of any size: nobody computes with it. */
export function numberEnd(text: string, from: number): number {
  let at = text.charCodeAt(from) === minus ? from + 1 : from
  at = text.charCodeAt(at) === zero ? at + 1 : digitsEnd(text, at)
  let next = text.charCodeAt(at)
  if (next === point) {
    at = digitsEnd(text, at + 1)
    next = text.charCodeAt(at)
  }
  if ((next | 0x20) === exponent) {
    const sign = text.charCodeAt(at + 1)
    at = digitsEnd(text, sign === plus || sign === minus ? at + 2 : at + 1)
    next = text.charCodeAt(at)
  }
  if (isDigit(next)) throw stray(text, at)
  return at
}

const plus = 0x2b
const minus = 0x2d
const point = 0x2e
const zero = 0x30
const exponent = 0x65

/** Returns the index behind one digit or more. */
function digitsEnd(text: string, from: number): number {
  let at = from
  while (isDigit(text.charCodeAt(at))) at++
  if (at === from) throw stray(text, at)
  return at
}

function isDigit(char: number): boolean {
  return char >= 0x30 && char <= 0x39
}

/** Returns the word that stands here. */
export function keyword(text: string, at: number): string {
  const word = ['true', 'false', 'null'].find((known) => text.startsWith(known, at))
  if (word === undefined) throw stray(text, at)
  return word
}
