import { FramingOverflow, messageLimit } from '#qmp/wire/framing.ts'
import { closeBrace, isBlank, openBrace } from '#qmp/wire/json-chars.ts'
import { ByteObjectEnd } from './byte-object-end.ts'

/** A piece of what QEMU sends: the bytes of one whole JSON object, or bytes that stand outside any. */
export interface ByteFrame {
  kind: 'message' | 'noise'
  bytes: Uint8Array
}

/**
 * Cuts a stream of bytes into whole QMP messages, however it was split or joined on its way (F-02). What
 * `MessageReader` is for text, for who passes messages on and need not read them.
 *
 * Bytes are not copied where a message lies in one chunk, and once where it spans some. So a chunk belongs to this
 * class and to who got frames from it: it must not be written to again.
 */
export class MessageBytes {
  readonly #limit: number
  readonly #end = new ByteObjectEnd()
  /** The beginning of a message whose end has not come yet. */
  #held: Uint8Array[] = []
  #heldLength = 0

  /** @param limit longest message, in bytes */
  constructor(limit = messageLimit) {
    this.#limit = limit
  }

  /**
   * Takes the next chunk of the stream and returns what it completed, in order.
   * @throws FramingOverflow when a message passes the limit; the stream cannot be used any further
   */
  push(chunk: Uint8Array): ByteFrame[] {
    const frames: ByteFrame[] = []
    const lines = new LineEnds(chunk)
    let at = 0
    while (at < chunk.length) {
      const from = this.#end.isInside ? at : skipToObject(chunk, at, frames)
      const end = this.#end.isInside ? -1 : lines.messageEnd(from)
      at = end < 0 ? this.#end.find(chunk, from) : end
      if (at < 0) {
        if (this.#end.isInside) this.#hold(chunk.subarray(from))
        break
      }
      frames.push({ kind: 'message', bytes: this.#finish(chunk.subarray(from, at)) })
    }
    return frames
  }

  #hold(bytes: Uint8Array): void {
    this.#heldLength += bytes.length
    if (this.#heldLength > this.#limit) throw new FramingOverflow(this.#limit)
    this.#held.push(bytes)
  }

  /** The whole message, of which this is the last piece. */
  #finish(last: Uint8Array): Uint8Array {
    if (this.#heldLength === 0 && last.length <= this.#limit) return last
    this.#hold(last)
    const bytes = joined(this.#held, this.#heldLength)
    this.#held = []
    this.#heldLength = 0
    return bytes
  }
}

/**
 * Finds the end of a message that stands on one line before another, at a third of the time that counting takes: where a
 * line ends in `}` and the next begins with `{`, no JSON goes on.
 */
class LineEnds {
  readonly #chunk: Uint8Array
  #lineFeed = -1

  constructor(chunk: Uint8Array) {
    this.#chunk = chunk
  }

  /** Returns the index behind the message that begins at `from`, or -1 where it has to be counted. */
  messageEnd(from: number): number {
    const chunk = this.#chunk
    if (this.#lineFeed < from) {
      const found = chunk.indexOf(lineFeed, from)
      this.#lineFeed = found < 0 ? chunk.length : found
    }
    const at = this.#lineFeed
    const end = chunk[at - 1] === carriageReturn ? at - 1 : at
    return chunk[end - 1] === closeBrace && chunk[at + 1] === openBrace ? end : -1
  }
}

const lineFeed = 0x0a
const carriageReturn = 0x0d

function joined(pieces: Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Returns where the next object begins, or the end of the chunk; what it passed over becomes noise. */
function skipToObject(chunk: Uint8Array, from: number, frames: ByteFrame[]): number {
  let at = from
  while (isBlank(chunk[at])) at++
  if (at === chunk.length || chunk[at] === openBrace) return at
  const brace = chunk.indexOf(openBrace, at)
  const end = brace < 0 ? chunk.length : brace
  frames.push({ kind: 'noise', bytes: chunk.subarray(from, end) })
  return end
}
