import type { Link, LinkEnd } from '#link/link.ts'
import { MessageReader } from '#qmp/wire/message-reader.ts'

/** A link that notes what passes: the one place where the order of events and answers shows. */
export class WatchedLink implements Link {
  onText: (text: string) => void = () => {}
  onEnded: (end: LinkEnd) => void = () => {}
  /** The largest number of commands that ever waited for their answers. */
  mostInFlight = 0
  readonly #link: Link
  #inFlight = 0
  readonly #reader = new MessageReader()
  #logger: string[] = []

  constructor(link: Link) {
    this.#link = link
    link.onText = (text) => {
      this.#note(text)
      this.onText(text)
    }
    link.onEnded = (end) => {
      this.#logger.push(end.cause)
      this.onEnded(end)
    }
  }

  send(text: string): void {
    this.#inFlight++
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight)
    this.#link.send(text)
  }

  close(): void {
    this.#link.close()
  }

  /** Ends the link as a network does that fails. */
  cut(): void {
    const { onEnded } = this
    this.onText = () => {}
    this.onEnded = () => {}
    this.#link.close()
    onEnded({ cause: 'gone', reason: 'the network failed' })
  }

  /** What came since the last time: events by name, answers as "return" or "error", the end by its cause. */
  takeNews(): string[] {
    const news = this.#logger
    this.#logger = []
    return news
  }

  #note(text: string): void {
    for (const reading of this.#reader.push(text)) {
      const message = JSON.parse(reading.text) as Record<string, unknown>
      if (typeof message['event'] === 'string') this.#logger.push(message['event'])
      const answer = ['return', 'error'].find((key) => key in message)
      if (!answer) continue
      // An answer to another client (P-09) is not one to us.
      this.#inFlight = Math.max(0, this.#inFlight - 1)
      this.#logger.push(answer)
    }
  }
}
