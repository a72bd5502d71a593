import { parseExactly, printExactly } from './exact-json.ts'
import { mayHoldLongInteger } from './long-integer.ts'
import { replaceOutsideStrings } from './outside-strings.ts'

/**
 * Reads one JSON text as QEMU writes it: integers beyond 2^53 come as bigint, digit by digit (qmp.md 1.8 in
 * spirit: counters and addresses are 64 bits wide); `nan` and `inf`, which QEMU may print for a double, come
 * as null (F-12).
 * @throws SyntaxError where it is no JSON
 */
export function parseJson(text: string): unknown {
  try {
    return mayHoldLongInteger(text) ? parseExactly(text) : JSON.parse(text)
  } catch (error) {
    const repaired = withoutNan(text)
    if (repaired === text) throw asSyntaxError(error)
    return parseJson(repaired)
  }
}

/** The text itself where it is JSON, with null for each `nan` and `inf` (F-12); undefined where it is none even so. */
export function asJson(text: string): string | undefined {
  if (isJson(text)) return text
  const repaired = withoutNan(text)
  return isJson(repaired) ? repaired : undefined
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function withoutNan(text: string): string {
  return replaceOutsideStrings(text, notANumber, () => 'null')
}

const notANumber = /-?\b(?:nan|inf)\b/g

function asSyntaxError(error: unknown): SyntaxError {
  return error instanceof SyntaxError ? error : new SyntaxError(String(error))
}

/** What a value lacks to be sent to QEMU. */
export class Unsendable extends Error {
  override readonly name = 'Unsendable'
}

/** Nesting that QEMU's parser takes is 1024 (F-10); the envelope around a value needs some of it. */
const deepest = 1000

/**
 * Prints a value for QEMU: bigint as digits, members that are undefined left out.
 * @throws Unsendable for what QEMU would refuse without an id, so that nobody could tell whose mistake it
 *   was: lone surrogates and non-characters (F-04), nesting over 1000 (F-10), and numbers JSON has no word for
 */
export function printJson(value: unknown): string {
  checkSendable(value, 0)
  return printExactly(value)
}

/** Prints a value for people: indented, bigint as digits; never refuses. */
export function printJsonIndented(value: unknown): string {
  return printExactly(value, '  ')
}

function checkSendable(value: unknown, depth: number): void {
  if (typeof value === 'string') checkText(value)
  else if (typeof value === 'number' && !Number.isFinite(value))
    throw new Unsendable(`${value} is no JSON number`)
  else if (typeof value === 'object' && value !== null) {
    if (depth >= deepest) throw new Unsendable(`nested deeper than ${deepest} levels`)
    for (const [key, member] of Object.entries(value)) {
      if (!Array.isArray(value)) checkText(key)
      checkSendable(member, depth + 1)
    }
  }
}

function checkText(text: string): void {
  if (!text.isWellFormed()) throw new Unsendable('a string holds half of a surrogate pair')
  if (/\p{Noncharacter_Code_Point}/u.test(text))
    throw new Unsendable('a string holds a Unicode non-character')
}
