import { backslash, closeBrace, closeBracket, openBrace, openBracket, quote } from './json-chars.ts'

/**
 * Finds where a JSON object ends, in text that comes in pieces of any size (F-02): it counts braces and brackets
 * outside strings.
 */
export class ObjectEnd {
  #depth = 0
  #inString = false
  #escaped = false

  /** Whether an object has begun and not ended. */
  get isInside(): boolean {
    return this.#depth > 0
  }

  /**
   * Goes on in the next piece, or begins with an object that stands at `from`. Returns the index behind the brace that
   * ends the object, or -1 where the text ends before it.
   */
  find(text: string, from: number): number {
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
        this.#escaped = false
        return at + 1
      }
    }
    this.#depth = depth
    this.#inString = inString
    this.#escaped = escaped
    return -1
  }
}
