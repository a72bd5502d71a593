import { FramingOverflow } from './framing.ts'
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
import { stray } from './json-fault.ts'
import { isControl, RequestEnd } from './request-end.ts'
import { type MalformedRequest, type RequestText, readRequest } from './request-text.ts'

/**
 * Cuts what a client sends, a stream of characters in pieces of any size, into requests, and gives one answer to
 * whatever is none (F-05, F-08, F-09).
 *
 * A control character, or a line end in a string, drops what is unfinished, as it does in QEMU, so that a client which
 * lost its way comes back: the rest of a string that was cut is passed over up to the next character that has a meaning
 * by itself. Rubbish between requests is answered once in a line.
 */
export class RequestStream {
  readonly #limit: number
  readonly #end = new RequestEnd()
  /** The beginning of a request whose end has not come yet. */
  #held: string[] = []
  #heldLength = 0
  /** Whether the rubbish of this line has had its answer. */
  #toldRubbish = false
  /** Something was dropped, and what follows may be the rest of it. */
  #isLost = false

  /** @param limit longest request, in characters */
  constructor(limit: number) {
    this.#limit = limit
  }

  /**
   * Takes the next piece and returns what it completed, in order.
   * @throws FramingOverflow when a request passes the limit; the stream cannot be used any further
   */
  push(text: string): (RequestText | MalformedRequest)[] {
    const only = this.#onlyRequest(text)
    if (only) return [only]
    const found: (RequestText | MalformedRequest)[] = []
    let at = 0
    while (at < text.length) {
      if (!this.#end.isInside) at = this.#skipRubbish(text, at, found)
      const from = at
      const state = this.#end.find(text, from)
      at = this.#end.at
      if (state === 'reset') {
        this.#take()
        found.push(strayAt(text, at))
        this.#isLost = true
        at++
      } else {
        this.#hold(text.slice(from, at))
        if (state === 'whole') found.push(readRequest(this.#take()))
      }
    }
    return found
  }

  /** Most pieces are one request: that need not be counted through to its end before it is read. */
  #onlyRequest(text: string): RequestText | undefined {
    if (this.#end.isInside || text.length > this.#limit || !text.startsWith('{')) return undefined
    const request = readRequest(text)
    if (request.kind === 'malformed') return undefined
    this.#toldRubbish = this.#isLost = false
    return request
  }

  /** Returns where the next value begins that has to be read, or the end of the text. */
  #skipRubbish(text: string, from: number, found: (RequestText | MalformedRequest)[]): number {
    let at = from
    for (; at < text.length; at++) {
      const char = text.charCodeAt(at)
      if (this.#isLost && !hasMeaning(char)) continue
      this.#isLost = false
      if (char === openBrace || char === openBracket || char === quote) break
      // Each reset that a client sends alone is answered; a run of them is one.
      const isNews = isControl(char) ? !isControl(text.charCodeAt(at - 1)) : !this.#toldRubbish
      if (isNews && !isBlank(char)) found.push(strayAt(text, at))
      if (!isBlank(char)) this.#toldRubbish = !isControl(char)
      else if (char === lineFeed) this.#toldRubbish = false
    }
    if (at < text.length) this.#toldRubbish = false
    return at
  }

  #hold(text: string): void {
    if (text === '') return
    this.#heldLength += text.length
    if (this.#heldLength > this.#limit) throw new FramingOverflow(this.#limit)
    this.#held.push(text)
    if (this.#held.length === mostPieces) this.#held = [this.#held.join('')]
  }

  #take(): string {
    const text = this.#held.join('')
    this.#held = []
    this.#heldLength = 0
    return text
  }
}

const lineFeed = 0x0a

/** A client that sends single characters makes the bridge hold no more pieces than this. */
const mostPieces = 4096

/** A control character, or one that is a token of its own. */
function hasMeaning(char: number): boolean {
  return char < 0x20 || tokens.has(char)
}

const tokens: ReadonlySet<number> = new Set([
  ...[openBrace, closeBrace, openBracket, closeBracket],
  ...[colon, comma],
])

/** Looks at this character alone: the next may not have come yet. */
function strayAt(text: string, at: number): MalformedRequest {
  return { kind: 'malformed', words: wordsFor(text.charAt(at)), idText: undefined }
}

function wordsFor(char: string): string {
  if (/\d/.test(char)) return 'QMP input must be a JSON object'
  return /[a-z_]/i.test(char) ? 'JSON parse error, invalid keyword' : stray(char, 0).words
}
