// Reads JSON that is still being typed: missing parts stay missing, surplus is skipped, and
// every part knows its place in the text.

/** A string, or a bare word: a number, `true`, or a name whose quotes are not there yet. */
export interface HalfText {
  kind: 'text'
  value: string
  quoted: boolean
  /** Whether the closing quote is there. */
  closed: boolean
  from: number
  to: number
}

export interface HalfMember {
  name: HalfText
  /** Where the value may begin, behind the colon. */
  valueFrom: number | undefined
  value: HalfNode | undefined
  /** Where the next member may begin, behind the comma. */
  nextFrom: number | undefined
}

export interface HalfObject {
  kind: 'object'
  members: HalfMember[]
  closed: boolean
  from: number
  to: number
}

export interface HalfItem {
  value: HalfNode | undefined
  /** Where it may begin, behind the bracket or comma. */
  valueFrom: number
}

export interface HalfArray {
  kind: 'array'
  items: HalfItem[]
  closed: boolean
  from: number
  to: number
}

export type HalfNode = HalfText | HalfObject | HalfArray

/** Nobody types JSON deeper than this. */
const deepest = 64

const bareStop = /[\s{}[\]:,"']/
const nameLike = /[\w.-]/

export class HalfJsonReader {
  position: number
  readonly #text: string
  readonly #cursor: number
  #depth = 0

  /** @param cursor a string that the cursor is in ends there, if nothing else shows where it ends */
  constructor(text: string, cursor: number, position = 0) {
    this.#text = text
    this.#cursor = cursor
    this.position = position
  }

  /** The value that begins here, or undefined where none does. */
  value(): HalfNode | undefined {
    const first = this.#text[this.position]
    if (first === '{') return this.#deeper(() => this.#object())
    if (first === '[') return this.#deeper(() => this.#array())
    if (first === '"' || first === "'") return this.#string(first)
    const word = this.#bare()
    return word.value === '' ? undefined : word
  }

  #deeper<N>(read: () => N): N | undefined {
    if (this.#depth === deepest) {
      this.position = this.#text.length
      return undefined
    }
    this.#depth++
    const node = read()
    this.#depth--
    return node
  }

  #object(): HalfObject {
    const from = this.position++
    const members: HalfMember[] = []
    for (;;) {
      const first = this.#nextSign()
      if (first === undefined || first === ']' || first === '}') {
        const closed = first === '}'
        if (closed) this.position++
        return { kind: 'object', members, closed, from, to: this.position }
      }
      const member = this.#member(first)
      if (member) members.push(member)
    }
  }

  #member(first: string): HalfMember | undefined {
    // Where a name should stand, a comma or a value is too much.
    if (first === ',') {
      this.position++
      return undefined
    }
    if (first === '{' || first === '[') {
      this.value()
      return undefined
    }
    const name = first === '"' || first === "'" ? this.#string(first) : this.#bare()
    let valueFrom: number | undefined
    let value: HalfNode | undefined
    if (this.#take(':')) {
      valueFrom = this.position
      this.#nextSign()
      value = this.value()
    }
    return { name, valueFrom, value, nextFrom: this.#take(',') ? this.position : undefined }
  }

  #array(): HalfArray {
    const from = this.position++
    const items: HalfItem[] = []
    let mayGoOn = true
    for (;;) {
      const valueFrom = this.position
      const first = this.#nextSign()
      if (first === undefined || first === '}' || first === ']') {
        if (mayGoOn) items.push({ value: undefined, valueFrom })
        const closed = first === ']'
        if (closed) this.position++
        return { kind: 'array', items, closed, from, to: this.position }
      }
      const value = this.value()
      // A colon, or a comma too many, is no value.
      if (value) items.push({ value, valueFrom })
      mayGoOn = this.#take(',')
      if (!value && !mayGoOn) this.position++
    }
  }

  #string(quote: string): HalfText {
    const from = this.position
    const end = this.#endOfString(quote)
    this.position = end.to
    const written = this.#text.slice(from + 1, end.closed ? end.to - 1 : end.to)
    return { kind: 'text', value: unescaped(written), quoted: true, closed: end.closed, from, to: end.to }
  }

  /** An unfinished string would swallow what follows up to the next quote: so it ends at the cursor. */
  #endOfString(quote: string): { to: number; closed: boolean } {
    const from = this.position
    let to = from + 1
    while (to < this.#text.length && this.#text[to] !== quote) to += this.#text[to] === '\\' ? 2 : 1
    const closed = to < this.#text.length
    to = Math.min(closed ? to + 1 : to, this.#text.length)
    if (closed && /^\s*([,:}\]]|$)/.test(this.#text.slice(to, to + 100))) return { to, closed }
    if (this.#cursor <= from || this.#cursor > to) return { to, closed }
    let cut = this.#cursor
    while (nameLike.test(this.#text[cut] ?? '')) cut++
    return this.#text[cut] === quote ? { to: cut + 1, closed: true } : { to: cut, closed: false }
  }

  #bare(): HalfText {
    const from = this.position
    while (this.position < this.#text.length && !bareStop.test(this.#text[this.position] ?? ''))
      this.position++
    const to = this.position
    return { kind: 'text', value: this.#text.slice(from, to), quoted: false, closed: false, from, to }
  }

  /** Passes over white space; gives the sign that comes then. */
  #nextSign(): string | undefined {
    while (/\s/.test(this.#text[this.position] ?? '')) this.position++
    return this.#text[this.position]
  }

  #take(sign: string): boolean {
    if (this.#nextSign() !== sign) return false
    this.position++
    return true
  }
}

function unescaped(written: string): string {
  if (!written.includes('\\')) return written
  try {
    return String(JSON.parse(`"${written}"`))
  } catch {
    return written
  }
}

/** The value as far as it is there; numbers and other bare words keep their text. */
export function plainValue(node: HalfNode | undefined): unknown {
  switch (node?.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ name, value }) => [name.value, plainValue(value)]))
    case 'array':
      return node.items.map(({ value }) => plainValue(value))
    default:
      return node?.value
  }
}
