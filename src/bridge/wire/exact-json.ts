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
 * any other. What is printed differs from what came in one thing: a string is as `JSON.stringify` writes it, so that it
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
  #printed = ''
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
      this.#takePrinted()
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
    const key = this.#string() ?? this.#text.slice(from, this.#at)
    if (this.#next() !== colon) throw this.#fault('missing : in object pair')
    this.#at++
    return key
  }

  /** A string; returned as it is printed where that is not as it was written. */
  #string(): string | undefined {
    const text = this.#text
    const from = this.#at
    let isPlain = true
    let char = text.charCodeAt(++this.#at)
    while (char !== quote) {
      if (Number.isNaN(char)) throw this.#fault('')
      if (char === backslash) this.#at++
      if (char === backslash ? !isPlainEscape(text.charAt(this.#at)) : char < 0x20 || char >= 0xd800)
        isPlain = false
      char = text.charCodeAt(++this.#at)
    }
    this.#at++
    if (isPlain) return undefined
    const printed = reprinted(text.slice(from, this.#at))
    this.#printed += text.slice(this.#unprinted, from) + printed
    this.#unprinted = this.#at
    return printed
  }

  #word(): void {
    word.lastIndex = this.#at
    if (!word.test(this.#text)) throw this.#fault('expecting value')
    this.#at = word.lastIndex
  }

  #takePrinted(): string {
    const printed = this.#printed + this.#text.slice(this.#unprinted, this.#at)
    this.#printed = ''
    this.#unprinted = this.#at
    return printed
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
    if (this.#at >= this.#text.length) return new JsonFault('JSON parse error, the message is not complete')
    return new JsonFault(`JSON parse error, ${words} (at character ${this.#at + 1})`)
  }
}

const fewKeys = 8

const duplicate = new JsonFault('JSON parse error, duplicate key')

/** A number, which may be of any size since nobody computes with it, or one of three names. */
const word = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/** One that `JSON.stringify` writes, too. */
function isPlainEscape(char: string): boolean {
  return char !== '' && '"\\bfnrt'.includes(char)
}

/** @param written a string with its quotes, whose end has been found and nothing else */
function reprinted(written: string): string {
  const string = decoded(written)
  if (!string.isWellFormed() || /\p{Noncharacter_Code_Point}/u.test(string))
    throw new JsonFault('JSON parse error, invalid Unicode character in string')
  return JSON.stringify(string)
}

function decoded(written: string): string {
  try {
    return JSON.parse(written)
  } catch {
    throw new JsonFault('JSON parse error, control character or invalid escape sequence in string')
  }
}
