import { FramingOverflow, messageLimit } from './framing.ts'
import { parseJson } from './json.ts'
import { comma, isBlank } from './json-chars.ts'
import { ObjectEnd } from './object-end.ts'

/** A piece of a QMP stream: a message, something that has the shape of one and is no JSON, or text outside any. */
export type Reading =
  | { kind: 'message'; text: string; value: unknown }
  | { kind: 'broken'; text: string; why: SyntaxError }
  | Noise

interface Noise {
  kind: 'noise'
  text: string
}

/**
 * Framing and parsing in one (F-02), which takes half the time of one after the other: braces need not be counted where
 * the parser can tell that a message is whole.
 *
 * Where a message seems to end, the parser is asked; if it takes the text up to there, the message does end, since no
 * beginning of an object is JSON itself. If not, that brace stood in a string or at the end of a piece, or this is no
 * JSON at all, and braces are counted. A message that lost its end is broken where the next one
 * begins, so that damage costs what it hit and nothing behind it (F-09).
 */
export class MessageReader {
  #counted = new ObjectEnd()
  #counts = false
  /** The beginning of a message whose end has not come yet. */
  #held = ''
  /** The end of what is held: to look at the whole of it for each piece would take for ever. */
  #tail = ''

  /**
   * Takes the next piece of the stream and returns what it completed, in order.
   * @throws FramingOverflow when a message passes the limit; the stream cannot be used any further
   */
  push(piece: string): Reading[] {
    const readings: Reading[] = []
    let text = piece
    let at = 0
    for (;;) {
      if (this.#held === '') at = skipToObject(text, at, readings)
      const end = this.#counts ? this.#counted.find(text, at) : seemingEnd(text, at)
      const next = this.#counts ? this.#nextBeginning(text.slice(at, end < 0 ? undefined : end)) : -1
      if (next >= 0) {
        const whole = this.#held + text.slice(at)
        readings.push({ kind: 'broken', text: whole.slice(0, next).trimEnd(), why: new SyntaxError(endless) })
        text = whole.slice(next)
        at = 0
        this.#release()
        this.#counted = new ObjectEnd()
        this.#counts = false
        continue
      }
      if (end < 0) break
      const reading = read(this.#held + text.slice(at, end))
      if (reading.kind === 'message' || this.#counts) {
        readings.push(reading)
        this.#counts = false
        at = end
      } else {
        // Back to the beginning of the message, to count this time.
        this.#counts = true
        text = this.#held + text.slice(at)
        at = 0
      }
      this.#release()
    }
    this.#hold(text.slice(at))
    return readings
  }

  /** What has come of a message that is not complete. */
  pending(): string {
    return this.#held
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

  #release(): void {
    this.#held = ''
    this.#tail = ''
  }

  #hold(text: string): void {
    if (this.#held.length + text.length > messageLimit) throw new FramingOverflow(messageLimit)
    this.#held += text
    this.#tail = (this.#tail + text.slice(-longestBeginning)).slice(-longestBeginning)
  }
}

/** Returns where the next object begins, or the end of the text; what it passed over becomes noise. */
function skipToObject(text: string, from: number, readings: Reading[]): number {
  const brace = text.indexOf('{', from)
  const end = brace < 0 ? text.length : brace
  const between = text.slice(from, end)
  if (between.trim() !== '') readings.push({ kind: 'noise', text: between })
  return end
}

/**
 * How a message of QEMU begins. Inside one, compact or pretty, no line does: so if this one seems to go on there, a
 * part of it was lost, and braces are counted anew from here instead of for ever.
 */
const beginning = /^\{\s*"(?:QMP|return|error|event|id|timestamp)":/
/** With the line end and the indent of `pretty=on`. */
const longestBeginning = 32
const endless = 'it does not end before the next message begins'

/**
 * Returns the index behind the first closing brace that seems to end a message, or -1. Inside a message it is followed
 * by `,`, `]` or `}`; behind a message come a line end, the next message, or nothing yet.
 */
function seemingEnd(text: string, from: number): number {
  for (let at = text.indexOf('}', from); at >= 0; at = text.indexOf('}', at + 1)) {
    // By far the most frequent.
    if (text.charCodeAt(at + 1) === comma) continue
    let next = at + 1
    while (isBlank(text.charCodeAt(next))) next++
    const char = text[next]
    if (char === ',' || char === ']' || char === '}') continue
    if (char === undefined || char === '{' || text.slice(at, next).includes('\n')) return at + 1
  }
  return -1
}

function read(text: string): Reading {
  try {
    return { kind: 'message', text, value: parseJson(text) }
  } catch (why) {
    return { kind: 'broken', text, why: why as SyntaxError }
  }
}
