import { parseJson } from './wire/json.ts'

/**
 * Finds the commands whose answers were lost in a damaged stretch of a stream. QEMU answers in order (C-01): a command
 * that was with QEMU at the damage, and whose answer a later one overtakes, gets none.
 */
export class LostAnswers {
  /** Ids of the commands that wait for their answers, in order, and whether theirs may be lost. */
  readonly #waiting = new Map<string, boolean>()

  /** Notes a request. What goes out of band is answered in any order (O-03). */
  sent(request: string): void {
    const { execute, id } = read(request)
    if (execute !== undefined && id !== undefined) this.#waiting.set(JSON.stringify(id), false)
  }

  /** Something was damaged: the answer to anything that waits may have been in it. */
  suspectAll(): void {
    for (const id of this.#waiting.keys()) this.#waiting.set(id, true)
  }

  /** The answers to give in front of this message, to commands whose own answers were lost. */
  before(message: string): string[] {
    if (this.#waiting.size === 0) return []
    const { id: raw, event } = read(message)
    const answered = JSON.stringify(raw)
    if (event !== undefined || !this.#waiting.has(answered)) return []
    const lost: string[] = []
    for (const [id, isSuspect] of this.#waiting) {
      if (id === answered) break
      if (!isSuspect) continue
      this.#waiting.delete(id)
      lost.push(outcomeUnknown(id))
    }
    this.#waiting.delete(answered)
    return lost
  }
}

function outcomeUnknown(id: string): string {
  const error = '{"class": "GenericError", "desc": "The answer was lost: the outcome is unknown."}'
  return `{"id": ${id}, "error": ${error}, "__qmp-dashboard": {"code": "outcome-unknown"}}`
}

function read(text: string): Readonly<Record<string, unknown>> {
  try {
    return parseJson(text) as Readonly<Record<string, unknown>>
  } catch {
    return {}
  }
}
