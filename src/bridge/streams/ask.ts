/** Asks QEMU by QMP: the answer's `return`, or a rejection with what went wrong, or with the signal's reason. */
export type Ask = (command: string, args?: object, signal?: AbortSignal) => Promise<unknown>

/** Members of an answer, whose shape nobody vouches for. */
export type Members = Readonly<Record<string, unknown>>

/** The objects in a list; what is no list, or no object in it, is left out. */
export function objectsIn(answer: unknown): Members[] {
  if (!Array.isArray(answer)) return []
  return answer.filter((entry): entry is Members => typeof entry === 'object' && entry !== null)
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A number of a port, or `undefined` for what is none. */
export function portOf(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  return port >= 1 && port <= 65535 ? port : undefined
}
