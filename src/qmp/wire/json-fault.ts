/**
 * A text is not the JSON that QEMU would take. It is thrown, and yet no Error: to note the stack takes longer than to read
 * the text, and a client may send such texts by the thousand.
 */
export class JsonFault {
  /** What QEMU would say, or close to it. */
  readonly words: string

  constructor(words: string) {
    this.words = words
  }
}

/** The fault of a character that cannot stand where it stands. */
export function stray(text: string, at: number): JsonFault {
  return new JsonFault(`JSON parse error, ${why(text, at)}`)
}

function why(text: string, at: number): string {
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0)
  if (at >= text.length) return 'the message is not complete'
  if (',:]}'.includes(char)) return 'expecting value'
  if (char === "'") return 'strings need double quotes'
  const word = /^[a-z_]+/i.exec(text.slice(at, at + longestWord))
  return word ? `invalid keyword '${word[0]}'` : `stray '${char.toWellFormed()}'`
}

/** No fault repeats more of the text than this, in characters. */
const longestWord = 40
