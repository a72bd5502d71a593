import { ObjectEnd } from './object-end.ts'

/** A piece of a QMP stream: one whole JSON object, or text that stands outside any object. */
export type Frame = { kind: 'message'; text: string } | Noise

export interface Noise {
  kind: 'noise'
  text: string
}

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
  readonly #end = new ObjectEnd()

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
      if (!this.#end.isInside) {
        at = skipToObject(text, at, frames)
        from = at
      }
      const end = this.#end.find(text, at)
      if (end < 0) break
      frames.push({ kind: 'message', text: this.#held + text.slice(from, end) })
      this.#held = ''
      at = end
      from = end
    }
    if (this.#end.isInside) this.#hold(text.slice(from))
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
}

/** Returns where the next object begins, or the end of the text; what it passed over becomes noise. */
export function skipToObject<T>(text: string, from: number, frames: (T | Noise)[]): number {
  const brace = text.indexOf('{', from)
  const end = brace < 0 ? text.length : brace
  const between = text.slice(from, end)
  if (between.trim() !== '') frames.push({ kind: 'noise', text: between })
  return end
}
