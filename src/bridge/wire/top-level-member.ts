import {
  closeBrace,
  closeBracket,
  comma,
  isBlank,
  openBrace,
  openBracket,
  quote,
} from '#qmp/wire/json-chars.ts'
import { ByteObjectEnd, stringStop } from './byte-object-end.ts'

/** A member of the outermost object of a message. */
export interface TopLevelMember {
  /** Name as it stands between its quotes: what QMP itself uses needs no escapes. */
  name: string
  /** Where its name begins, with the quote. */
  from: number
  /** Where the comma before it stands; the first has none. */
  comma: number | undefined
  valueFrom: number
}

/** The first member of a message, one whole JSON object. Its value is not looked at, however long it is. */
export function firstMember(message: Uint8Array): TopLevelMember | undefined {
  return memberAt(message, skipBlanks(message, 1), undefined)
}

/** The member behind a value that ends at `valueTo`, or undefined where that was the last. */
export function nextMember(message: Uint8Array, valueTo: number): TopLevelMember | undefined {
  const at = skipBlanks(message, valueTo)
  return message[at] === comma ? memberAt(message, skipBlanks(message, at + 1), at) : undefined
}

/** Returns the index behind a member's value. */
export function valueEnd(message: Uint8Array, { valueFrom }: TopLevelMember): number {
  const first = message[valueFrom]
  if (first === quote) return stringEnd(message, valueFrom)
  if (first === openBrace || first === openBracket) {
    const end = new ByteObjectEnd().find(message, valueFrom)
    return end < 0 ? message.length : end
  }
  let at = valueFrom
  while (at < message.length && !endsWord(message[at])) at++
  return at
}

/** The ASCII text of some bytes. */
export function asciiText(message: Uint8Array, from: number, to: number): string {
  let text = ''
  for (let at = from; at < to; at++) text += String.fromCharCode(message[at] ?? 0)
  return text
}

function memberAt(message: Uint8Array, from: number, comma: number | undefined): TopLevelMember | undefined {
  if (message[from] !== quote) return undefined
  const nameTo = stringEnd(message, from)
  const colonAt = skipBlanks(message, nameTo)
  const valueFrom = skipBlanks(message, colonAt + 1)
  return { name: asciiText(message, from + 1, nameTo - 1), from, comma, valueFrom }
}

function stringEnd(message: Uint8Array, from: number): number {
  let at = stringStop(message, from + 1)
  while (at < message.length && message[at] !== quote) at = stringStop(message, at + 2)
  return Math.min(at + 1, message.length)
}

function endsWord(byte: number | undefined): boolean {
  return byte === comma || byte === closeBrace || byte === closeBracket || isBlank(byte)
}

function skipBlanks(message: Uint8Array, from: number): number {
  let at = from
  while (isBlank(message[at])) at++
  return at
}
