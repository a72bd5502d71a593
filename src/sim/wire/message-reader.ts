import { Lexer, type Token } from './lexer.ts'
import { ParseError, parseTokens } from './parser.ts'
import { type Bytes, decodeUtf8 } from './utf8.ts'
import type { Value } from './value.ts'

/** One message of a client: a value, or what QEMU says about a text that is none (rules F-08 to F-10). */
export type Message = { value: Value } | { error: string }

const maxBytes = 64 * 1024 * 1024
const maxTokens = 2 * 1024 * 1024
const maxNesting = 1024

/**
 * Puts tokens together until braces and brackets balance. A message is out as soon as its last byte is in, newline
 * or not (rule F-05), and one bad text may give several errors (rule F-09).
 */
export class MessageReader {
  #onMessage: (message: Message) => void
  #lexer = new Lexer((token) => this.#take(token))
  #tokens: Token[] = []
  #bytes = 0
  #braces = 0
  #brackets = 0

  constructor(onMessage: (message: Message) => void) {
    this.#onMessage = onMessage
  }

  feed(byte: string): void {
    this.#lexer.feed(byte)
  }

  #take(token: Token): void {
    if (token.kind === 'error') return this.#emit({ error: stray(token.bytes) })
    if (token.kind === '{') this.#braces++
    if (token.kind === '}') this.#braces--
    if (token.kind === '[') this.#brackets++
    if (token.kind === ']') this.#brackets--
    const overLimit = this.#overLimit(token.bytes)
    if (overLimit) return this.#emit({ error: overLimit })
    this.#tokens.push(token)
    this.#bytes += token.bytes.length
    const open = this.#braces > 0 || this.#brackets > 0
    if (!open || this.#braces < 0 || this.#brackets < 0) this.#emit(this.#parse())
  }

  #overLimit(next: Bytes): string | undefined {
    if (this.#bytes + next.length + 1 > maxBytes) return 'JSON token size limit exceeded'
    if (this.#tokens.length + 1 > maxTokens) return 'JSON token count limit exceeded'
    if (this.#braces + this.#brackets > maxNesting) return 'JSON nesting depth limit exceeded'
    return undefined
  }

  #parse(): Message {
    try {
      return { value: parseTokens(this.#tokens) }
    } catch (error) {
      if (error instanceof ParseError) return { error: error.message }
      throw error
    }
  }

  #emit(message: Message): void {
    this.#tokens = []
    this.#bytes = 0
    this.#braces = 0
    this.#brackets = 0
    this.#onMessage(message)
  }
}

/** A text in C ends at its first zero byte. */
function stray(bytes: Bytes): string {
  const [text = ''] = bytes.split('\0', 1)
  return `JSON parse error, stray '${decodeUtf8(text)}'`
}
