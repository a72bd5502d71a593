import type { Token } from './lexer.ts'
import { type Bytes, decodeUtf8, isCharacter, readCodePoint } from './utf8.ts'
import { emptyObject, type Value, type ValueObject } from './value.ts'

/** What is wrong with a text that should be JSON, in QEMU's words. */
export class ParseError extends Error {}

/** Makes a value of the tokens of one message. @throws ParseError for the first thing that is wrong. */
export function parseTokens(tokens: readonly Token[]): Value {
  return new Parser(tokens).value()
}

class Parser {
  #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  value(): Value {
    const token = this.#next()
    switch (token.kind) {
      case '{':
        return this.#object()
      case '[':
        return this.#array()
      case 'string':
        return parseString(token.bytes)
      case 'integer':
        return parseInteger(token.bytes)
      case 'float':
        return Number(token.bytes)
      case 'keyword':
        return parseKeyword(token.bytes)
      default:
        throw fail('expecting value')
    }
  }

  #object(): ValueObject {
    const object = emptyObject()
    if (this.#peek().kind === '}') {
      this.#next()
      return object
    }
    for (;;) {
      this.#member(object)
      const token = this.#next()
      if (token.kind === '}') return object
      if (token.kind !== ',') throw fail('expected separator in dict')
    }
  }

  #member(object: ValueObject): void {
    const name = this.value()
    if (typeof name !== 'string') throw fail('key is not a string in object')
    if (this.#next().kind !== ':') throw fail('missing : in object pair')
    const value = this.value()
    if (name in object) throw fail('duplicate key')
    object[name] = value
  }

  #array(): Value[] {
    const array: Value[] = []
    if (this.#peek().kind === ']') {
      this.#next()
      return array
    }
    for (;;) {
      array.push(this.value())
      const token = this.#next()
      if (token.kind === ']') return array
      if (token.kind !== ',') throw fail('expected separator in list')
    }
  }

  #peek(): Token {
    const token = this.#tokens[this.#at]
    if (!token) throw fail('premature EOI')
    return token
  }

  #next(): Token {
    const token = this.#peek()
    this.#at++
    return token
  }
}

function fail(what: string): ParseError {
  return new ParseError(`JSON parse error, ${what}`)
}

function parseKeyword(word: Bytes): Value {
  if (word === 'true') return true
  if (word === 'false') return false
  if (word === 'null') return null
  throw fail(`invalid keyword '${word}'`)
}

/** 64 bits with or without a sign are exact; what is longer loses digits, as it does in QEMU. */
function parseInteger(digits: Bytes): Value {
  if (digits.length > 20) return Number(digits)
  const integer = BigInt(digits)
  return integer >= -(2n ** 63n) && integer < 2n ** 64n ? integer : Number(digits)
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '/': '/',
  '\\': '\\',
  '"': '"',
  "'": "'",
}

function parseString(token: Bytes): string {
  let text = ''
  for (let at = 1; at < token.length - 1; ) {
    if (token[at] === '\\') {
      const letter = token[at + 1] ?? ''
      const { characters, length } = letter === 'u' ? parseUnicode(token, at) : parseEscape(letter)
      text += characters
      at += length
    } else {
      const { code, next } = readCodePoint(token, at)
      if (code === undefined) throw fail('invalid UTF-8 sequence in string')
      text += String.fromCodePoint(code)
      at = next
    }
  }
  return text
}

function parseEscape(letter: string): { characters: string; length: number } {
  const characters = escapes[letter]
  if (characters === undefined) throw fail('invalid escape sequence in string')
  return { characters, length: 2 }
}

function parseUnicode(token: Bytes, at: number): { characters: string; length: number } {
  const first = hexAt(token, at)
  const second = token.startsWith('\\u', at + 6) ? hexAt(token, at + 6) : undefined
  if (first >= 0xd800 && first <= 0xdbff && second !== undefined) {
    const paired = second >= 0xdc00 && second <= 0xdfff
    const code = paired ? 0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff) : -1
    if (isCharacter(code) && code >= 0) return { characters: String.fromCodePoint(code), length: 12 }
    throw noCharacter(token, at, paired ? 12 : 6)
  }
  if (first < 0 || !isCharacter(first)) throw noCharacter(token, at, 6)
  return { characters: String.fromCodePoint(first), length: 6 }
}

/** The four hexadecimal digits after a `\u` at `at`; -1 where they are none. */
function hexAt(token: Bytes, at: number): number {
  const digits = token.slice(at + 2, at + 6)
  return /^[0-9a-f]{4}$/i.test(digits) ? Number.parseInt(digits, 16) : -1
}

function noCharacter(token: Bytes, at: number, length: number): ParseError {
  return fail(`${decodeUtf8(token.slice(at, at + length))} is not a valid Unicode character`)
}
