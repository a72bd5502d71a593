import type { Timers } from '../timers.ts'
import type { Message } from '../wire/message-reader.ts'
import { isObject, type ValueObject } from '../wire/value.ts'
import type { Conversation } from './conversation.ts'
import type { Dispatcher } from './dispatcher.ts'

interface QueueOptions {
  /** Milliseconds for which each command keeps QEMU busy. */
  replyDelay: number
  /** The command that never comes back. */
  stuckOn: string | undefined
  /** The command in whose reply the connection breaks. */
  dropOn: string | undefined
}

interface QueueOutput {
  reply(reply: ValueObject): void
  drop(reply: ValueObject): void
  /** A place is free again. */
  room(): void
}

interface Entry {
  conversation: Conversation
  message: Message
}

/** QEMU stops reading when so many requests wait (rule O-04). */
const maxWaiting = 8

/**
 * In-band requests, malformed ones included (rule O-05), run one after the other and are answered in that order
 * (rule C-01). Without out-of-band the next one is not even read before the last is done.
 */
export class RequestQueue {
  #options: QueueOptions
  #timers: Timers
  #dispatcher: Dispatcher
  #output: QueueOutput
  #waiting: Entry[] = []
  #busy = false

  constructor(options: QueueOptions, timers: Timers, dispatcher: Dispatcher, output: QueueOutput) {
    this.#options = options
    this.#timers = timers
    this.#dispatcher = dispatcher
    this.#output = output
  }

  hasRoom(conversation: Conversation): boolean {
    if (!conversation.oobEnabled) return !this.#busy && this.#waiting.length === 0
    return this.#waiting.length < maxWaiting
  }

  add(conversation: Conversation, message: Message): void {
    this.#waiting.push({ conversation, message })
    this.#work()
  }

  /** Out of band: past all that wait (rule O-03). */
  runNow(conversation: Conversation, message: Message): void {
    void this.#answer({ conversation, message })
  }

  clear(): void {
    this.#waiting = []
  }

  #work(): void {
    while (!this.#busy) {
      const entry = this.#waiting.shift()
      if (!entry) return
      const command = commandIn(entry.message)
      if (command !== undefined && command === this.#options.stuckOn) {
        this.#busy = true
      } else if (this.#options.replyDelay > 0 && entry.conversation.negotiated) {
        this.#busy = true
        this.#timers.after(this.#options.replyDelay, () => this.#finish(this.#answer(entry)))
      } else {
        const answering = this.#answer(entry)
        if (answering === undefined) continue
        this.#busy = true
        this.#finish(answering)
      }
    }
  }

  #finish(answering: Promise<void> | undefined): void {
    const done = () => {
      this.#busy = false
      this.#work()
      this.#output.room()
    }
    if (answering === undefined) done()
    else void answering.then(done)
  }

  /** Answers at once, or, where the schema has to be fetched first, later. */
  #answer({ conversation, message }: Entry): Promise<void> | undefined {
    const reply = this.#dispatcher.answer(conversation, message)
    const command = commandIn(message)
    const send =
      command !== undefined && command === this.#options.dropOn ? this.#output.drop : this.#output.reply
    if (reply instanceof Promise) return reply.then(send)
    send(reply)
    return undefined
  }
}

function commandIn(message: Message): unknown {
  return 'value' in message && isObject(message.value) ? message.value['execute'] : undefined
}
