/**
 * Replaces what a pattern finds in a JSON text, save in its strings. The pattern is global, and finds nothing that has a
 * quote in it. Strings may have any length: they are passed over, not matched.
 */
export function replaceOutsideStrings(
  text: string,
  pattern: RegExp,
  replacement: (found: string) => string,
): string {
  const strings = new Strings(text)
  let replaced = ''
  let from = 0
  for (const match of text.matchAll(pattern)) {
    if (strings.hold(match.index)) continue
    replaced += text.slice(from, match.index) + replacement(match[0])
    from = match.index + match[0].length
  }
  return replaced + text.slice(from)
}

/** Tells what stands in a string, asked from the front to the back. */
class Strings {
  readonly #text: string
  #quote: number
  #isInside = false

  constructor(text: string) {
    this.#text = text
    this.#quote = text.indexOf('"')
  }

  hold(index: number): boolean {
    while (this.#quote >= 0 && this.#quote < index) {
      if (!this.#isInside || !this.#isEscaped()) this.#isInside = !this.#isInside
      this.#quote = this.#text.indexOf('"', this.#quote + 1)
    }
    return this.#isInside
  }

  /** Whether an odd number of backslashes stands before the quote. */
  #isEscaped(): boolean {
    let at = this.#quote
    while (this.#text[at - 1] === '\\') at--
    return (this.#quote - at) % 2 === 1
  }
}
