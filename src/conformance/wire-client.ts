import type { Link } from '#link/link.ts'

/** Refused in every mode, changes nothing, and is answered after all that was sent before it (C-01). */
const marker = '{"execute": "end-of-script", "id": "end"}'
const markerAnswer = /\{\s*"id": "end",\s*"error": \{[^}]*\}\s*\}\r\n/

/** A client without a protocol: it sends the given text and shows what comes, character by character. */
export class WireClient {
  /** All that came and is not accounted for yet. */
  #came = ''
  #end: Error | undefined
  #look: () => void = () => {}
  readonly #link: Link

  constructor(link: Link) {
    this.#link = link
    link.onText = (text) => {
      this.#came += text
      this.#look()
    }
    link.onEnded = ({ cause, reason }) => {
      this.#end = new Error(`the link has ended: ${cause} ${reason}; last came: ${this.#came.slice(-200)}`)
      this.#look()
    }
  }

  /** What has come so far. */
  get unread(): string {
    return this.#came
  }

  send(text: string): void {
    this.#link.send(text)
  }

  close(): void {
    this.#link.close()
  }

  /** Waits until what came matches, and takes it, up to the end of the match. */
  async read(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.#came)
      if (match) {
        const end = match.index + match[0].length
        const text = this.#came.slice(0, end)
        this.#came = this.#came.slice(end)
        return text
      }
      if (this.#end) throw this.#end
      await new Promise<void>((resolve) => {
        this.#look = resolve
      })
    }
  }

  /** The next message, on one line or, as `pretty=on` has it, on many; with its line end. */
  readMessage(): Promise<string> {
    return this.read(/^\{(?:[^\r\n]+|\r\n.*?\r\n\})\r\n/s)
  }

  /** Sends the pieces, each in a turn of its own, and gives all text that comes in answer to them. */
  async exchange(...pieces: string[]): Promise<string> {
    for (const piece of pieces) {
      this.#link.send(piece)
      await new Promise((resolve) => setTimeout(resolve, 0))
    }
    this.#link.send(marker)
    return (await this.read(markerAnswer)).replace(markerAnswer, '')
  }

  /** As `exchange`, for messages that take one line each: the lines without their ends. */
  async say(...pieces: string[]): Promise<string[]> {
    return (await this.exchange(...pieces)).split('\r\n').slice(0, -1)
  }
}

/** A client that has been greeted. */
export async function greeted(link: Link): Promise<WireClient> {
  const client = new WireClient(link)
  await client.readMessage()
  return client
}

/** A client in command mode. */
export async function negotiated(link: Link, capabilities: readonly string[] = []): Promise<WireClient> {
  const client = await greeted(link)
  client.send(JSON.stringify({ execute: 'qmp_capabilities', arguments: { enable: capabilities } }))
  await client.readMessage()
  return client
}
