/**
 * Finds where a JSON object ends, in text that comes in pieces of any size (F-02): it counts braces and brackets
 * outside strings.
 */
export class ObjectEnd {
  #depth = 0
  #inString = false
  /** Whether the last piece ended behind a backslash, whose character is still to come. */
  #escaped = false

  /**
   * Goes on in the next piece, or begins with an object that stands at the front. Returns the index behind the brace
   * that ends the object, or -1 where the text ends before it.
   */
  find(text: string): number {
    let at = this.#escaped ? 1 : 0
    while (at < text.length) {
      const stop = this.#inString ? stringStop : bracketOrQuote
      stop.lastIndex = at
      const char = stop.exec(text)?.[0]
      if (char === undefined) at = text.length
      else if (char === '\\') at = stop.lastIndex + 1
      else {
        at = stop.lastIndex
        if (char === '"') this.#inString = !this.#inString
        else if (char === '{' || char === '[') this.#depth++
        else if (--this.#depth === 0) {
          this.#escaped = false
          return at
        }
      }
    }
    this.#escaped = at > text.length
    return -1
  }
}

const stringStop = /["\\]/g
const bracketOrQuote = /["{}[\]]/g
