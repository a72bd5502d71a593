import { HalfJsonReader, type HalfNode, type HalfText, plainValue } from './half-json.ts'
import { isObject } from './members-in-force.ts'

/** One `file.driver=qcow2`. */
export interface HalfPair {
  /** The parts of the name between its dots; there is one at least. */
  names: HalfText[]
  /** Where the value may begin, behind the equals sign. */
  valueFrom: number | undefined
  value: HalfNode | undefined
  from: number
  to: number
}

/** A line of the QMP shell: `blockdev-add driver=qcow2 file.driver=file file.filename=a.qcow2`. */
export interface HalfLine {
  command: HalfText
  pairs: HalfPair[]
}

/** Reads a line that is still being typed. A value that begins with `{`, `[` or a quote is JSON. */
export function readHalfLine(text: string, cursor: number): HalfLine {
  let position = endOf(/\s*/y, text, 0)
  const command = word(text, position, endOf(/\S*/y, text, position))
  position = endOf(/\s*/y, text, command.to)
  const pairs: HalfPair[] = []
  while (position < text.length) {
    const pair = readPair(text, cursor, position)
    pairs.push(pair)
    position = endOf(/\s*/y, text, pair.to)
  }
  return { command, pairs }
}

function readPair(text: string, cursor: number, from: number): HalfPair {
  const end = endOf(/[^\s=]*/y, text, from)
  const names: HalfText[] = []
  let start = from
  for (const part of text.slice(from, end).split('.')) {
    names.push(word(text, start, start + part.length))
    start += part.length + 1
  }
  if (text[end] !== '=') return { names, valueFrom: undefined, value: undefined, from, to: end }
  const valueFrom = end + 1
  if (!/[{["]/.test(text[valueFrom] ?? '')) {
    const value = word(text, valueFrom, endOf(/\S*/y, text, valueFrom))
    return { names, valueFrom, value, from, to: value.to }
  }
  const reader = new HalfJsonReader(text, cursor, valueFrom)
  const value = reader.value()
  return { names, valueFrom, value, from, to: reader.position }
}

function word(text: string, from: number, to: number): HalfText {
  return { kind: 'text', value: text.slice(from, to), quoted: false, closed: false, from, to }
}

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return from + (pattern.exec(text)?.[0].length ?? 0)
}

/** The arguments as far as they are there, dots made into objects; `without` is left out. */
export function plainArguments({ pairs }: HalfLine, without?: HalfPair): Record<string, unknown> {
  const args: Record<string, unknown> = Object.create(null)
  for (const pair of pairs) {
    if (pair === without) continue
    const names = pair.names.map(({ value }) => value)
    const last = names.pop() ?? ''
    let object = args
    for (const name of names) {
      const inner = object[name]
      // Without a prototype: `__proto__` may be typed.
      const next = Object.assign(Object.create(null), isObject(inner) ? inner : {})
      object[name] = next
      object = next
    }
    object[last] = plainValue(pair.value)
  }
  return args
}
