import type { Link, LinkEnd } from '#link/link.ts'
import type { Timers } from '../timers.ts'
import { type Bytes, encodeUtf8 } from '../wire/utf8.ts'

/** What `send` is given: text, or (from a socket, which may carry anything) one character a byte. */
export type Carries = 'text' | 'bytes'

const maxUnread = 64 * 1024 * 1024

/**
 * One client's end of the socket. Nothing arrives while either side is still speaking: input and output wait for
 * the clock, as they would on a wire.
 */
export class ClientLink implements Link {
  onText: (text: string) => void = () => {}
  onEnded: (end: LinkEnd) => void = () => {}
  readonly #carries: Carries
  #timers: Timers
  #onInput: () => void
  #input = ''
  #output = ''
  #flushing = false
  #ended = false

  constructor(timers: Timers, carries: Carries, onInput: () => void) {
    this.#carries = carries
    this.#timers = timers
    this.#onInput = onInput
  }

  get ended(): boolean {
    return this.#ended
  }

  send(text: string): void {
    if (this.#ended || text === '') return
    this.#input += text
    if (this.#input.length > maxUnread) {
      return this.end({ cause: 'too-slow', reason: 'more was sent than the simulator keeps unread' })
    }
    this.#timers.after(0, this.#onInput)
  }

  close(): void {
    this.end({ cause: 'closed', reason: '' })
    this.#timers.after(0, this.#onInput)
  }

  /** What the client has sent and is not read yet. */
  takeInput(): Bytes {
    const input = this.#input
    // Half a character waits for the other half.
    const half = this.#carries === 'text' && /[\ud800-\udbff]$/.test(input) ? 1 : 0
    this.#input = input.slice(input.length - half)
    const whole = input.slice(0, input.length - half)
    return this.#carries === 'text' ? encodeUtf8(whole) : whole
  }

  write(text: string): void {
    if (this.#ended) return
    this.#output += text
    if (this.#flushing) return
    this.#flushing = true
    this.#timers.after(0, () => this.#flush())
  }

  /** Ends the link after what was written. */
  end(end: LinkEnd): void {
    if (this.#ended) return
    if (end.cause !== 'closed') this.#flush()
    this.#ended = true
    this.onEnded(end)
  }

  #flush(): void {
    const output = this.#output
    this.#flushing = false
    this.#output = ''
    if (output !== '' && !this.#ended) this.onText(output)
  }
}
