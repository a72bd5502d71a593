/** A piece of a QMP stream: one whole JSON object, or text that stands outside any object. */
export type Frame = { kind: 'message'; text: string } | { kind: 'noise'; text: string }

/** A message grew past the limit before it ended. */
export class FramingOverflow extends Error {
  override readonly name = 'FramingOverflow'
  /** The limit, in characters. */
  readonly limit: number

  constructor(limit: number) {
    super(`a message is longer than ${limit} characters`)
    this.limit = limit
  }
}

const quote = 0x22
const backslash = 0x5c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/** The largest message QEMU itself would accept (F-10), and so the largest that is taken from it. */
export const messageLimit = 64 * 1024 * 1024

/**
 * Cuts a stream of text into whole QMP messages, however it was split or joined on its way (F-02).
 *
 * It counts braces and brackets outside strings: a message may span lines (`pretty=on`), share a chunk with
 * others, or come one character at a time. What stands between messages, white space aside, is noise: a
 * banner, a telnet option, rubbish. It checks structure no further; that is for the JSON parser.
 */
export class Framing {
  readonly #limit: number
  /** The beginning of a message whose end has not come yet. */
  #held = ''
  #depth = 0
  #inString = false
  #escaped = false

  /** @param limit longest message, in characters */
  constructor(limit = messageLimit) {
    this.#limit = limit
  }

  /**
   * Takes the next piece of the stream and returns what it completed, in order.
   * @throws FramingOverflow when a message passes the limit; the stream cannot be used any further
   */
  push(text: string): Frame[] {
    const frames: Frame[] = []
    let from = 0
    let at = 0
    while (at < text.length) {
      if (this.#depth === 0) {
        from = at
        at = this.#skipToObject(text, at, frames)
        from = at
      }
      const end = this.#scan(text, at)
      if (end < 0) break
      frames.push({ kind: 'message', text: this.#held + text.slice(from, end) })
      this.#held = ''
      at = end
      from = end
    }
    if (this.#depth > 0) this.#hold(text.slice(from))
    return frames
  }

  /** What has come of a message that is not complete. */
  pending(): string {
    return this.#held
  }

  #hold(text: string): void {
    if (this.#held.length + text.length > this.#limit) throw new FramingOverflow(this.#limit)
    this.#held += text
  }

  /** Returns where the next object begins, or the end of the text; what was passed over becomes noise. */
  #skipToObject(text: string, from: number, frames: Frame[]): number {
    const brace = text.indexOf('{', from)
    const end = brace < 0 ? text.length : brace
    const between = text.slice(from, end)
    if (between.trim() !== '') frames.push({ kind: 'noise', text: between })
    return end
  }

  /** Returns the index after the brace that ends the current object, or -1 where the text ends before it. */
  #scan(text: string, from: number): number {
    let depth = this.#depth
    let inString = this.#inString
    let escaped = this.#escaped
    for (let at = from; at < text.length; at++) {
      const char = text.charCodeAt(at)
      if (inString) {
        if (escaped) escaped = false
        else if (char === backslash) escaped = true
        else if (char === quote) inString = false
      } else if (char === quote) inString = true
      else if (char === openBrace || char === openBracket) depth++
      else if ((char === closeBrace || char === closeBracket) && --depth === 0) {
        this.#depth = 0
        this.#inString = false
        return at + 1
      }
    }
    this.#depth = depth
    this.#inString = inString
    this.#escaped = escaped
    return -1
  }
}
