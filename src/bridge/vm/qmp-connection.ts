import { recogniseGreeting, withoutTelnetOptions } from '#qmp/wire/foreign-greeting.ts'
import { FramingOverflow } from '#qmp/wire/framing.ts'
import { readGreeting } from '#qmp/wire/greeting.ts'
import { type ByteFrame, MessageBytes } from '../wire/message-bytes.ts'
import { TelnetOpening } from '../wire/telnet-opening.ts'
import { busy, type Ending, isSilent, unreachable } from './ending.ts'
import type { Connect, Upstream } from './upstream.ts'

/** Messages that may come before a greeting; whoever sends more of them is no QEMU. */
const mostEarly = 64

/** Of what comes in place of a greeting, this many bytes are kept to tell who speaks. */
const longestHead = 1024

/** It is QEMU, and trying again helps: a network was cut, or is slow. */
const unfinished = 'The QMP greeting did not end.'

/** What the owner of a connection hears, until it closes it. */
export interface QmpListener {
  /** QEMU's greeting came, as QEMU sent it; from now on it may be written to. */
  onGreeting(greeting: Uint8Array): void
  /** Any message after the greeting. */
  onMessage(message: Uint8Array): void
  onDrain(): void
  /** Called once; no message follows. */
  onEnded(ending: Ending): void
}

/** A connection to one QMP monitor: whole messages out of its bytes, untouched, the greeting first. */
export class QmpConnection {
  readonly #upstream: Upstream
  readonly #framing = new MessageBytes()
  readonly #telnet = new TelnetOpening()
  /** Undefined once it is closed, and after the end: nothing is called then. */
  #listener: QmpListener | undefined
  #greetingTimer: NodeJS.Timeout | undefined
  #greeted = false
  #head = Buffer.alloc(0)
  /** Messages that came before the greeting, such as an event (P-04); they follow it. */
  #early: Uint8Array[] = []

  /** @param greetingMs how long QEMU may take to greet, once connected */
  constructor(connect: Connect, greetingMs: number, listener: QmpListener) {
    this.#listener = listener
    this.#upstream = connect({
      onOpen: () => {
        this.#greetingTimer = setTimeout(() => this.#end(this.#withoutGreeting()), greetingMs)
      },
      onData: (data) => this.#take(data),
      onDrain: () => this.#listener?.onDrain(),
      onEnded: (ending) => this.#end(this.#isHalfMet() ? this.#closedTooSoon() : ending),
    })
  }

  /**
   * Writes to QEMU; false asks to hold back until `onDrain`.
   * @throws Error before the greeting: what is sent to a monitor that another client holds runs when that one leaves (P-06)
   */
  write(data: Buffer): boolean {
    if (!this.#greeted) throw new Error('written to QEMU before its greeting')
    return this.#upstream.write(data)
  }

  pause(): void {
    this.#upstream.pause()
  }

  resume(): void {
    this.#upstream.resume()
  }

  /** Lets go of QEMU, so that another client can have the monitor. Nothing is called any more. */
  close(): void {
    this.#listener = undefined
    clearTimeout(this.#greetingTimer)
    this.#upstream.close()
  }

  #take(data: Buffer): void {
    try {
      for (const frame of this.#framing.push(this.#beforeGreeting(data))) {
        if (this.#listener) this.#takeFrame(frame)
      }
    } catch (error) {
      if (!(error instanceof FramingOverflow)) throw error
      this.#end(unreachable({ code: 'garbled', what: 'too-large' }, 'QEMU sent a message over 64 MiB.'))
    }
  }

  #beforeGreeting(data: Buffer): Buffer {
    if (this.#greeted) return data
    if (this.#head.length < longestHead)
      this.#head = Buffer.concat([this.#head, data]).subarray(0, longestHead)
    return this.#telnet.strip(data)
  }

  #takeFrame(frame: ByteFrame): void {
    if (this.#greeted) {
      if (frame.kind === 'message') this.#listener?.onMessage(frame.bytes)
      else this.#end(notQmp())
    } else if (frame.kind === 'message') this.#takeEarly(frame.bytes)
    else if (this.#speaksOtherwise()) this.#end(this.#withoutGreeting())
  }

  #takeEarly(message: Uint8Array): void {
    if (!isGreeting(message)) {
      if (this.#early.push(message) > mostEarly) this.#end(this.#withoutGreeting())
      return
    }
    this.#greeted = true
    this.#head = Buffer.alloc(0)
    clearTimeout(this.#greetingTimer)
    this.#listener?.onGreeting(message)
    for (const early of this.#early.splice(0)) this.#listener?.onMessage(early)
  }

  /** Connected, and then nothing: it was no QEMU that hung up, as far as one can tell. */
  #isHalfMet(): boolean {
    return !this.#greeted && this.#greetingTimer !== undefined
  }

  #closedTooSoon(): Ending {
    if (this.#greetingHasBegun()) return unreachable({ code: 'closed-early', heard: 'qmp' }, unfinished)
    if (this.#head.length > 0) return this.#withoutGreeting()
    return unreachable(
      { code: 'closed-early', heard: 'nothing' },
      'The connection was accepted and closed without a QMP greeting.',
    )
  }

  #speaksOtherwise(): boolean {
    const { what } = recogniseGreeting(this.#head.toString('latin1'))
    return what !== 'other' && what !== 'telnet'
  }

  /** What came is the beginning of a greeting, and nothing else. */
  #greetingHasBegun(): boolean {
    const text = withoutTelnetOptions(this.#head.toString('latin1')).replace(/\s/g, '')
    return text !== '' && this.#early.length === 0 && '{"QMP":{'.startsWith(text.slice(0, 8))
  }

  #withoutGreeting(): Ending {
    if (this.#greetingHasBegun()) return busy({ code: 'no-greeting', heard: 'qmp' }, unfinished)
    if (this.#head.length > 0) {
      const { what, words } = recogniseGreeting(this.#head.toString('latin1'))
      return unreachable({ code: 'no-greeting', heard: what }, words)
    }
    return busy(
      { code: 'no-greeting', heard: 'nothing' },
      'No QMP greeting: most likely another client holds this monitor; else QEMU is stopped, or it is no QMP socket.',
    )
  }

  #end(ending: Ending): void {
    clearTimeout(this.#greetingTimer)
    this.#upstream.close()
    if (!isSilent(ending.closing) || !this.#upstream.whySilent) return this.#tellEnd(ending)
    void this.#upstream.whySilent().then((why) => this.#tellEnd(why ?? ending))
  }

  #tellEnd(ending: Ending): void {
    const listener = this.#listener
    this.#listener = undefined
    listener?.onEnded(ending)
  }
}

/** JSON or not: whatever is asked further may never be answered. */
export function notQmp(): Ending {
  return unreachable({ code: 'garbled', what: 'not-qmp' }, 'QEMU sent something that is not QMP.')
}

function isGreeting(message: Uint8Array): boolean {
  try {
    return readGreeting(JSON.parse(Buffer.from(message).toString())) !== undefined
  } catch {
    return false
  }
}
