import { type Message, MessageReader } from '../wire/message-reader.ts'
import type { Bytes } from '../wire/utf8.ts'
import { isObject } from '../wire/value.ts'

interface ConversationOptions {
  negotiates: boolean
  readsOneByteLate: boolean
}

/** Where requests go. */
interface Requests {
  hasRoom(conversation: Conversation): boolean
  add(conversation: Conversation, message: Message): void
  /** Past all that wait. */
  runNow(conversation: Conversation, message: Message): void
}

/** What QEMU knows of its present client: how far negotiation is, and what it has sent but is not read yet. */
export class Conversation {
  negotiated: boolean
  oobEnabled = false
  #options: ConversationOptions
  #queue: Requests
  #unread: Bytes = ''
  #reader = new MessageReader((message) => this.#take(message))

  constructor(options: ConversationOptions, queue: Requests) {
    this.#options = options
    this.#queue = queue
    this.negotiated = !options.negotiates
  }

  /** Reads on, as far as the queue has room (rule O-04); `more` takes what has come since. */
  read(more: () => Bytes): void {
    const kept = this.#options.readsOneByteLate ? 1 : 0
    for (;;) {
      let at = 0
      while (at < this.#unread.length - kept && this.#queue.hasRoom(this)) {
        this.#reader.feed(this.#unread.charAt(at))
        at++
      }
      this.#unread = this.#unread.slice(at)
      const next = this.#unread.length > kept ? '' : more()
      if (next === '') return
      this.#unread += next
    }
  }

  #take(message: Message): void {
    const value = 'value' in message ? message.value : undefined
    const outOfBand = isObject(value) && 'exec-oob' in value && !('execute' in value)
    if (outOfBand && this.oobEnabled) this.#queue.runNow(this, message)
    else this.#queue.add(this, message)
  }
}
