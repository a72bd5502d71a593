import type { Clock } from '#link/clock.ts'

/** How much text outside messages is taken for a passing fault, in characters. */
const longest = 4096
/** How soon a message must follow it, in ms. */
const within = 5000

/**
 * Text that is no message, in the middle of a session: some bytes were lost or somebody else has written there. If a
 * message follows soon, the session goes on; if not, the other side speaks another language (F-09).
 */
export class StrayText {
  readonly #clock: Clock
  readonly #giveUp: () => void
  #text = ''
  #cancel: () => void = () => {}

  /** @param giveUp called when no message follows */
  constructor(clock: Clock, giveUp: () => void) {
    this.#clock = clock
    this.#giveUp = giveUp
  }

  /** Text came that is no message. */
  add(text: string): void {
    if (this.#text === '') this.#cancel = this.#clock.after(within, this.#giveUp)
    this.#text += text
    if (this.#text.length > longest) this.#giveUp()
  }

  /** What has come since the last message; forgets it. */
  take(): string {
    this.#cancel()
    const text = this.#text.trim()
    this.#text = ''
    return text
  }
}
