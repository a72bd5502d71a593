import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { Link, LinkEnd } from '#link/link.ts'

type Message = Readonly<Record<string, unknown>>

/** What once went over a wire: `> ` what the client sent, `< ` what QEMU did, message by message. */
export interface RecordedLife {
  lines: readonly string[]
  /** What the client asked, beginning with the negotiation. */
  requests: readonly { execute: string; arguments?: Message; id: number }[]
}

export function readRecordedLife(name: string): RecordedLife {
  const path = new URL(`recorded/${name}.txt`, import.meta.url)
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  const requests = lines.filter((line) => line.startsWith('> ')).map((line) => JSON.parse(line.slice(2)))
  return { lines, requests }
}

/**
 * Lives a recorded life again: it greets, waits for the command that came then, and says what QEMU said then, but
 * to the id of now.
 */
export class ReplayedQemu implements Link {
  onText: (text: string) => void = () => {}
  onEnded: (end: LinkEnd) => void = () => {}
  readonly #lines: string[]
  readonly #pieceLength: number

  /** @param pieceLength into how long pieces, in characters, all text is cut */
  constructor({ lines }: RecordedLife, pieceLength: number) {
    this.#lines = [...lines]
    this.#pieceLength = pieceLength
    queueMicrotask(() => this.#speak())
  }

  /** What has not been lived yet. */
  get left(): readonly string[] {
    return this.#lines
  }

  /** @throws Error for any command but the one that came then */
  send(text: string): void {
    const now = JSON.parse(text) as Message
    const then = JSON.parse(this.#lines[0]?.replace(/^> /, '') ?? '{}') as Message
    // What is negotiated is today's client's own affair.
    const known = now['execute'] === 'qmp_capabilities' ? { execute: 'qmp_capabilities' } : now
    for (const key of ['execute', 'arguments'].filter((name) => name in known)) {
      if (!isDeepStrictEqual(now[key], then[key])) throw new Error(`now ${text}, then ${this.#lines[0]}`)
    }
    this.#lines.shift()
    queueMicrotask(() => this.#speak({ from: String(then['id']), to: JSON.stringify(now['id']) }))
  }

  close(): void {
    this.onEnded({ cause: 'closed', reason: '' })
  }

  #speak(id?: { from: string; to: string }): void {
    const count = this.#lines.findIndex((line) => line.startsWith('> '))
    const spoken = this.#lines.splice(0, count < 0 ? this.#lines.length : count)
    const text = spoken.map((line) => `${withId(line.slice(2), id)}\r\n`).join('')
    for (let at = 0; at < text.length; at += this.#pieceLength) {
      this.onText(text.slice(at, at + this.#pieceLength))
    }
  }
}

/** QEMU writes the id first in an error, and last in a return (C-03). */
function withId(message: string, id?: { from: string; to: string }): string {
  if (!id) return message
  return message
    .replace(new RegExp(`^\\{"id": ${id.from}, "error"`), `{"id": ${id.to}, "error"`)
    .replace(new RegExp(`, "id": ${id.from}\\}$`), `, "id": ${id.to}}`)
}
