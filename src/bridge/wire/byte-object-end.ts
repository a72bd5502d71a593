import { backslash, closeBrace, openBrace, quote } from '#qmp/wire/json-chars.ts'

/**
 * Finds where a JSON object or array ends, in bytes that come in chunks of any size (F-02): it counts braces and
 * brackets outside strings. What `ObjectEnd` is for text.
 */
export class ByteObjectEnd {
  #depth = 0
  #inString = false
  /** Whether the last chunk ended behind a backslash, whose character is still to come. */
  #escaped = false

  /** Whether an object has begun and not ended. */
  get isInside(): boolean {
    return this.#depth > 0
  }

  /**
   * Goes on in the next chunk, or begins with an object that stands at `from`. Returns the index behind the brace that
   * ends the object, or -1 where the chunk ends before it.
   */
  find(bytes: Uint8Array, from: number): number {
    const length = bytes.length
    if (from >= length) return -1
    let depth = this.#depth
    let inString = this.#inString
    let at = this.#escaped ? from + 1 : from
    this.#escaped = false
    while (at < length) {
      if (inString) {
        at = stringStop(bytes, at)
        if (at >= length) break
        inString = bytes[at] !== quote
        at += inString ? 2 : 1
        continue
      }
      const byte = bytes[at++] as number
      if (byte === quote) inString = true
      else if (byte >= lowestBracket) {
        // Setting this bit makes braces of brackets, and none of anything else.
        const brace = byte | 0x20
        if (brace === openBrace) depth++
        else if (brace === closeBrace && --depth === 0) {
          this.#depth = 0
          this.#inString = false
          return at
        }
      }
    }
    this.#depth = depth
    this.#inString = inString
    this.#escaped = at > length
    return -1
  }
}

const lowestBracket = 0x5b

/** Index of the quote or backslash that comes next in a string, or the length. */
export function stringStop(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== quote && bytes[at] !== backslash) at++
  return at
}
