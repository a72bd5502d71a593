import type { Clock } from '#link/clock.ts'
import type { Link, LinkEnd } from '#link/link.ts'
import { LostAnswers } from './lost-answers.ts'
import { recogniseGreeting, withoutTelnetOptions } from './wire/foreign-greeting.ts'
import { FramingOverflow } from './wire/framing.ts'
import { MessageReader } from './wire/message-reader.ts'

/** How soon a greeting must come, or a message behind text that is none, in ms. */
const patience = 5000
/** How much text between messages passes for a fault of the line, in characters. */
const longestNoise = 4096

/**
 * Makes of a byte stream what a session takes: one message a text (F-02). It is for links that are sockets to QEMU
 * itself; the dashboard's bridge sends each message in a frame of its own.
 *
 * Text between messages is passed on as it is, in front of the next message; where none follows within five seconds
 * the link ends (F-09). An answer that may have been lost in such text is replaced by `outcome-unknown`, as the bridge
 * would say it, once a later answer has come (C-01, C-08). What greets in another protocol is named (P-05).
 */
export function framed(link: Link, clock: Clock): Link {
  return new FramedLink(link, clock)
}

class FramedLink implements Link {
  onText: (text: string) => void = () => {}
  onEnded: (end: LinkEnd) => void = () => {}
  readonly #link: Link
  readonly #clock: Clock
  readonly #reader = new MessageReader()
  readonly #lost = new LostAnswers()
  /** Text since the last message. */
  #noise = ''
  #greeted = false
  #ended = false
  #cancel: () => void

  constructor(link: Link, clock: Clock) {
    this.#link = link
    this.#clock = clock
    this.#cancel = clock.after(patience, () => this.#noise !== '' && this.#giveUp())
    link.onText = (text) => this.#take(text)
    link.onEnded = (end) => this.#end(end)
  }

  send(text: string): void {
    this.#lost.sent(text)
    this.#link.send(text)
  }

  close(): void {
    this.#link.close()
  }

  #take(text: string): void {
    try {
      for (const { kind, text: piece } of this.#reader.push(text)) {
        if (kind === 'noise') this.#takeNoise(piece)
        else this.#takeMessage(piece)
      }
    } catch (error) {
      if (!(error instanceof FramingOverflow)) throw error
      this.#hangUp({ cause: 'unreachable', reason: 'QEMU sent a message over 64 MiB.' })
    }
  }

  #takeMessage(text: string): void {
    this.#cancel()
    const noise = this.#noise.trim()
    this.#noise = ''
    if (this.#greeted && noise !== '') this.#give(noise)
    this.#greeted = true
    for (const answer of this.#lost.before(text)) this.#give(answer)
    this.#give(text)
  }

  /** Whoever takes a text may close the link over it. */
  #give(text: string): void {
    if (!this.#ended) this.onText(text)
  }

  #takeNoise(text: string): void {
    if (this.#greeted) {
      if (this.#noise === '') this.#cancel = this.#clock.after(patience, () => this.#giveUp())
      this.#lost.suspectAll()
    }
    this.#noise += text
    if (this.#isEnough()) this.#giveUp()
  }

  /** Enough to tell who speaks, or too much for a fault. */
  #isEnough(): boolean {
    return this.#greeted
      ? this.#noise.length > longestNoise
      : /\n|.{64}/.test(withoutTelnetOptions(this.#noise))
  }

  #giveUp(): void {
    if (this.#greeted) {
      return this.#hangUp({ cause: 'unreachable', reason: 'QEMU sent something that is not QMP.' })
    }
    const { what, words } = recogniseGreeting(this.#noise)
    this.#hangUp({ cause: 'silent', reason: words, heard: what })
  }

  #hangUp(end: LinkEnd): void {
    this.#end(end)
    this.#link.close()
  }

  #end(end: LinkEnd): void {
    if (this.#ended) return
    this.#ended = true
    this.#cancel()
    this.onEnded(end)
  }
}
