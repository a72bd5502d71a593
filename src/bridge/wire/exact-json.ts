import {
  backslash,
  closeBrace,
  closeBracket,
  colon,
  comma,
  isBlank,
  openBrace,
  openBracket,
  quote,
} from '#qmp/wire/json-chars.ts'
import { ReprintBuffer, type StringFault } from './reprint-buffer.ts'

/**
 * A text is not the JSON that QEMU would take. It is thrown, and yet no Error: to note the stack takes longer than to read
 * the text, and a client may send such texts by the thousand.
 */
export class JsonFault {
  /** For a person, as QEMU would say it. */
  readonly words: string

  constructor(words: string) {
    this.words = words
  }
}

/** Deepest nesting that QEMU takes (F-10). */
const deepest = 1024

/**
 * Reads one JSON text and prints it again. Strict as RFC 8259, and as QEMU where that is stricter: no key twice in an
 * object (F-07), no half surrogate and no non-character in a string (F-04), nesting up to 1024 (F-10).
 *
 * No values are built, so no digit of a number is lost and a text that would make millions of them costs no more than
 * any other; nor are strings decoded. What is printed differs from what came in one thing: a string is as `JSON.stringify` writes it, so that it
 * is written in one way only, and whoever looks at it sees what QEMU will.
 *
 * @returns the outermost object: each name, printed, with its value, printed; undefined where the text is no object
 * @throws JsonFault
 */
export function reprintMembers(text: string): Map<string, string> | undefined {
  return new ExactReader(text).read()
}

class ExactReader {
  readonly #text: string
  #at = 0
  #depth = 0
  /** The member so far, as it is printed; empty for as long as that is as it was written. */
  #printed: ReprintBuffer | undefined
  /** From here on nothing has been printed. */
  #unprinted = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): Map<string, string> | undefined {
    const members = this.#next() === openBrace ? this.#members() : void this.#value()
    this.#next()
    if (this.#at < this.#text.length) throw this.#fault('a message is one JSON object, but more follows it')
    return members
  }

  #members(): Map<string, string> {
    const members = new Map<string, string>()
    if (this.#entersEmpty(closeBrace)) return members
    do {
      const key = this.#key()
      if (members.has(key)) throw duplicate
      this.#next()
      this.#dropPrinted()
      this.#value()
      members.set(key, this.#takePrinted())
    } while (this.#goesOn(closeBrace))
    return members
  }

  #value(): void {
    const char = this.#next()
    if (char === quote) this.#string()
    else if (char === openBrace) this.#object()
    else if (char === openBracket) this.#array()
    else this.#word()
  }

  #object(): void {
    if (this.#entersEmpty(closeBrace)) return
    // Most objects have few keys, and then a set costs more than it saves.
    let keys: string[] | Set<string> = []
    do {
      const key = this.#key()
      if (Array.isArray(keys) ? keys.includes(key) : keys.has(key)) throw duplicate
      if (!Array.isArray(keys)) keys.add(key)
      else if (keys.push(key) > fewKeys) keys = new Set(keys)
      this.#value()
    } while (this.#goesOn(closeBrace))
  }

  #array(): void {
    if (this.#entersEmpty(closeBracket)) return
    do this.#value()
    while (this.#goesOn(closeBracket))
  }

  /** Enters an object or array; where it is empty, leaves it again. */
  #entersEmpty(close: number): boolean {
    if (++this.#depth > deepest) throw new JsonFault('JSON nesting depth limit exceeded')
    this.#at++
    if (this.#next() !== close) return false
    this.#at++
    this.#depth--
    return true
  }

  /** Whether another member or item follows; if not, leaves the object or array. */
  #goesOn(close: number): boolean {
    const char = this.#next()
    if (char !== comma && char !== close) throw this.#fault('expected separator')
    this.#at++
    if (char === close) this.#depth--
    return char === comma
  }

  /** A name and its colon. Two names are the same where they are printed alike. */
  #key(): string {
    if (this.#next() !== quote) throw this.#fault('expecting a key in double quotes')
    const from = this.#at
    const printed = this.#string()
    const key =
      printed === undefined ? this.#text.slice(from, this.#at) : `${this.#printed?.textFrom(printed)}"`
    if (this.#next() !== colon) throw this.#fault('missing : in object pair')
    this.#at++
    return key
  }

  /** A string. Where it may have to be printed otherwise than it was written, returns where that begins. */
  #string(): number | undefined {
    const text = this.#text
    const from = this.#at
    let at = from + 1
    while (at < text.length) {
      const char = text.charCodeAt(at)
      if (char === quote) {
        this.#at = at + 1
        return undefined
      }
      if (char < 0x20 || char >= 0xd800) break
      if (char === backslash && !isPlainEscape(text.charCodeAt(++at))) {
        at--
        break
      }
      at++
    }
    return this.#respell(from, at)
  }

  /** @param at the first character in the string that is more than a plain one */
  #respell(from: number, at: number): number {
    this.#printed ??= new ReprintBuffer(this.#text)
    this.#printed.copy(this.#unprinted, from)
    const start = this.#printed.length
    this.#printed.copy(from, at)
    const end = this.#printed.respell(at)
    if (typeof end === 'string') throw stringFaults[end]
    this.#unprinted = end
    this.#at = end + 1
    return start
  }

  #word(): void {
    word.lastIndex = this.#at
    if (!word.test(this.#text)) throw this.#fault('expecting value')
    this.#at = word.lastIndex
  }

  #takePrinted(): string {
    let printed = this.#text.slice(this.#unprinted, this.#at)
    if (this.#printed !== undefined && this.#printed.length > 0) {
      this.#printed.copy(this.#unprinted, this.#at)
      printed = this.#printed.textFrom(0)
    }
    this.#dropPrinted()
    return printed
  }

  #dropPrinted(): void {
    this.#printed?.clear()
    this.#unprinted = this.#at
  }

  /** The next character that is not white space, NaN at the end. */
  #next(): number {
    let char = this.#text.charCodeAt(this.#at)
    while (char <= 0x20 && isBlank(char)) char = this.#text.charCodeAt(++this.#at)
    return char
  }

  #fault(why: string): JsonFault {
    const isSingleQuote = this.#text[this.#at] === "'"
    const words = isSingleQuote ? 'strings need double quotes' : why
    if (this.#at >= this.#text.length) return incomplete
    return new JsonFault(`JSON parse error, ${words} (at character ${this.#at + 1})`)
  }
}

const fewKeys = 8

const duplicate = new JsonFault('JSON parse error, duplicate key')

/** A number, which may be of any size since nobody computes with it, or one of three names. */
const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

const incomplete = new JsonFault('JSON parse error, the message is not complete')

const stringFaults: Readonly<Record<StringFault, JsonFault>> = {
  unended: incomplete,
  'bad-escape': new JsonFault('JSON parse error, control character or invalid escape sequence in string'),
  'bad-unicode': new JsonFault('JSON parse error, invalid Unicode character in string'),
}

/** What follows the backslash of an escape that `JSON.stringify` writes, too: one of `"\\bfnrt`. */
function isPlainEscape(char: number): boolean {
  switch (char) {
    case quote:
    case backslash:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return true
    default:
      return false
  }
}
