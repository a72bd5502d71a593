import { FramingOverflow, messageLimit } from './framing.ts'
import { ObjectEnd } from './object-end.ts'

/** A piece of a QMP stream. A message has the shape of one: whether it is JSON shows when it is parsed. */
export interface Piece {
  kind: 'message' | 'noise'
  text: string
}

/**
 * Cuts messages out of a stream of text (F-02), and hands on what stands between them. A message that lost its end is
 * cut where the next one begins, so a corrupt message never takes the next one with it (F-09).
 */
export class MessageReader {
  #end = new ObjectEnd()
  /** The beginning of a message whose end has not come yet. */
  #held = ''
  /** The end of what is held: to look at the whole of it for each piece would take too long. */
  #tail = ''

  /**
   * Takes the next piece of the stream and returns what it completed, in order.
   * @throws FramingOverflow when a message passes the limit; the stream cannot be used any further
   */
  push(text: string): Piece[] {
    const pieces: Piece[] = []
    let rest = text
    for (;;) {
      if (this.#held === '') rest = skipToObject(rest, pieces)
      const end = this.#end.find(rest)
      const whole = end < 0 ? rest : rest.slice(0, end)
      const next = this.#nextBeginning(whole)
      if (next >= 0) {
        const joined = this.#held + rest
        pieces.push({ kind: 'message', text: joined.slice(0, next).trimEnd() })
        rest = joined.slice(next)
        this.#end = new ObjectEnd()
      } else if (end < 0) {
        this.#hold(rest)
        return pieces
      } else {
        pieces.push({ kind: 'message', text: this.#held + whole })
        rest = rest.slice(end)
      }
      this.#held = this.#tail = ''
    }
  }

  /** Where, in what is held and this text behind it, the next message begins although this one has not ended; or -1. */
  #nextBeginning(text: string): number {
    const joined = this.#tail + text
    for (let at = joined.indexOf('\n{'); at >= 0; at = joined.indexOf('\n{', at + 1)) {
      if (beginning.test(joined.slice(at + 1, at + longestBeginning))) {
        return this.#held.length - this.#tail.length + at + 1
      }
    }
    return -1
  }

  #hold(text: string): void {
    if (this.#held.length + text.length > messageLimit) throw new FramingOverflow(messageLimit)
    this.#held += text
    this.#tail = (this.#tail + text.slice(-longestBeginning)).slice(-longestBeginning)
  }
}

/** The text from the next object on; what it passed over becomes noise. */
function skipToObject(text: string, pieces: Piece[]): string {
  const brace = text.indexOf('{')
  const end = brace < 0 ? text.length : brace
  const between = text.slice(0, end)
  if (between.trim() !== '') pieces.push({ kind: 'noise', text: between })
  return text.slice(end)
}

/**
 * How a message of QEMU begins. Inside one, compact or pretty, no line does: so if this one seems to go on there, a
 * part of it was lost.
 */
const beginning = /^\{\s*"(?:QMP|return|error|event|id|timestamp)":/
/** With the line end and the indent of `pretty=on`. */
const longestBeginning = 32
