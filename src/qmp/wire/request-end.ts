import { backslash, closeBrace, closeBracket, openBrace, openBracket, quote } from './json-chars.ts'

/**
 * Finds where a value that a client sends ends, in text that comes in pieces of any size: an object, an array, or a
 * string. Gives up at a character that resets QEMU's parser (F-08): one that can stand neither between tokens nor, raw,
 * in a string.
 */
export class RequestEnd {
  #depth = 0
  #inString = false
  #escaped = false
  #at = 0

  /** Whether a value has begun and not ended. */
  get isInside(): boolean {
    return this.#depth > 0 || this.#inString
  }

  /** Index behind the value's end, or of the character that reset. */
  get at(): number {
    return this.#at
  }

  /** Goes on in the next piece, or begins with a value that stands at `from`. */
  find(text: string, from: number): 'whole' | 'reset' | 'unfinished' {
    let depth = this.#depth
    let inString = this.#inString
    let escaped = this.#escaped
    let found: 'whole' | 'reset' | undefined
    let at = from
    for (; at < text.length && !found; at++) {
      const char = text.charCodeAt(at)
      if (inString) {
        if (char < 0x20) found = 'reset'
        else if (escaped) escaped = false
        else if (char === backslash) escaped = true
        else if (char === quote) {
          inString = false
          if (depth === 0) found = 'whole'
        }
      } else if (char === quote) inString = true
      else if (char === openBrace || char === openBracket) depth++
      else if (char === closeBrace || char === closeBracket) {
        if (--depth === 0) found = 'whole'
      } else if (resets(char)) found = 'reset'
    }
    this.#depth = found ? 0 : depth
    this.#inString = !found && inString
    this.#escaped = !found && escaped
    this.#at = found === 'reset' ? at - 1 : at
    return found ?? 'unfinished'
  }
}

/** A control character that is no white space, or anything beyond ASCII, outside a string. */
function resets(char: number): boolean {
  return char > 0x7e || isControl(char)
}

/** A control character other than tab, carriage return and line feed. */
export function isControl(char: number): boolean {
  return char < 0x20 && char !== 0x09 && char !== 0x0a && char !== 0x0d
}
