import {
  closeBrace,
  closeBracket,
  colon,
  comma,
  isBlank,
  openBrace,
  openBracket,
  quote,
} from './json-chars.ts'
import { JsonFault, stray } from './json-fault.ts'
import { keyword, numberEnd, stringEnd } from './strict-tokens.ts'

/** A member of the outermost object: its name, decoded, and where its value stands. */
export interface MemberSpan {
  name: string
  from: number
  to: number
}

export interface StrictJson {
  /** Where the value stands in the text; around it is white space only. */
  from: number
  to: number
  /** Members of the value in their order, or undefined where it is no object. */
  members: MemberSpan[] | undefined
}

/** Deepest nesting that QEMU takes (F-10). */
const deepest = 1024

/**
 * Reads one JSON text exactly as RFC 8259 has it, and stricter where QEMU is: no key twice in any object (F-07), no half
 * surrogate and no non-character in a string (F-04), nesting up to 1024 (F-10). Builds no values, so no digit is lost.
 * @throws JsonFault in QEMU's words
 */
export function readStrictJson(text: string): StrictJson {
  return new StrictReader(text).read()
}

/** The keys that an object has had; most objects have few, and then a set costs more than it saves. */
type SeenKeys = string[] | Set<string>
const fewKeys = 8

class StrictReader {
  readonly #text: string
  #at = 0
  /** For each open object its keys, for each open array undefined. */
  readonly #open: (SeenKeys | undefined)[] = []
  #members: MemberSpan[] | undefined

  constructor(text: string) {
    this.#text = text
  }

  read(): StrictJson {
    const first = this.#next()
    const from = this.#at
    if (first === openBrace) this.#members = []
    do this.#beginValue()
    while (!this.#endValue())
    const to = this.#at
    const behind = this.#next()
    if (!Number.isNaN(behind)) throw stray(this.#text, this.#at)
    return { from, to, members: this.#members }
  }

  /** Passes over the value that begins here; of an object or array, over no more than its first brace or key. */
  #beginValue(): void {
    for (;;) {
      const char = this.#next()
      if (char === quote) this.#at = stringEnd(this.#text, this.#at)
      else if (char === openBrace || char === openBracket) {
        if (this.#enter(char)) continue
      } else if (char === 0x2d || (char >= 0x30 && char <= 0x39)) this.#at = numberEnd(this.#text, this.#at)
      else this.#at += keyword(this.#text, this.#at).length
      return
    }
  }

  /** Behind a value: passes over what closes, up to the next value. Returns whether the outermost value has ended. */
  #endValue(): boolean {
    while (this.#open.length > 0) {
      const keys = this.#open[this.#open.length - 1]
      if (this.#open.length === 1) this.#endMember()
      const char = this.#next()
      if (char === comma) {
        this.#at++
        if (keys) this.#key(keys)
        return false
      }
      if (char !== (keys ? closeBrace : closeBracket)) throw noSeparator(this.#text, this.#at, keys)
      this.#at++
      this.#open.pop()
    }
    return true
  }

  /** Enters an object or array. Returns whether a value follows; if not, it was empty. */
  #enter(char: number): boolean {
    if (this.#open.length === deepest) throw new JsonFault('JSON nesting depth limit exceeded')
    this.#at++
    if (this.#next() === (char === openBrace ? closeBrace : closeBracket)) {
      this.#at++
      return false
    }
    const keys = char === openBrace ? [] : undefined
    this.#open.push(keys)
    if (keys) this.#key(keys)
    return true
  }

  #key(keys: SeenKeys): void {
    const char = this.#next()
    if (char !== quote) throw noKey(this.#text, this.#at)
    const from = this.#at
    this.#at = stringEnd(this.#text, from)
    const name = decoded(this.#text.slice(from + 1, this.#at - 1))
    this.#remember(keys, name)
    if (this.#next() !== colon) throw new JsonFault('JSON parse error, missing : in object pair')
    this.#at++
    if (this.#open.length > 1) return
    this.#next()
    this.#members?.push({ name, from: this.#at, to: this.#at })
  }

  #remember(keys: SeenKeys, name: string): void {
    const known = Array.isArray(keys) ? keys.includes(name) : keys.has(name)
    if (known) throw new JsonFault('JSON parse error, duplicate key')
    if (!Array.isArray(keys)) keys.add(name)
    else if (keys.push(name) > fewKeys) this.#open[this.#open.length - 1] = new Set(keys)
  }

  #endMember(): void {
    const member = this.#members?.at(-1)
    if (member) member.to = this.#at
  }

  /** The next character that is not white space, NaN at the end. */
  #next(): number {
    let char = this.#text.charCodeAt(this.#at)
    // Nearly always there is none, and this is asked at every token.
    while (char <= 0x20 && isBlank(char)) char = this.#text.charCodeAt(++this.#at)
    return char
  }
}

/** What stands between the quotes of a string literal that is known to be right, decoded. */
function decoded(written: string): string {
  return written.includes('\\') ? JSON.parse(`"${written}"`) : written
}

function noSeparator(text: string, at: number, keys: SeenKeys | undefined): JsonFault {
  if (at >= text.length) return stray(text, at)
  return new JsonFault(`JSON parse error, expected separator in ${keys ? 'dict' : 'list'}`)
}

function noKey(text: string, at: number): JsonFault {
  return /^[-\d[{]/.test(text.charAt(at))
    ? new JsonFault('JSON parse error, key is not a string in object')
    : stray(text, at)
}
