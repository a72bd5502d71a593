import type { Link, LinkEnd } from '#link/link.ts'
import type { Timers } from '../timers.ts'
import type { Value, ValueObject } from '../wire/value.ts'
import { writeJson } from '../wire/writer.ts'
import { type Carries, ClientLink } from './client-link.ts'
import { Conversation } from './conversation.ts'
import type { Dispatcher } from './dispatcher.ts'
import { RequestQueue } from './request-queue.ts'

export interface MonitorOptions {
  greeting: Value
  negotiates: boolean
  oob: boolean
  /** Rule F-06: the byte that ends a message is only looked at when another one follows. */
  readsOneByteLate: boolean
  pretty: boolean
  /** Raw lines around the greeting; a greeting of undefined never comes. */
  greets: boolean
  beforeGreeting: readonly string[]
  afterGreeting: readonly string[]
  replyDelay: number
  stuckOn: string | undefined
  dropOn: string | undefined
}

/**
 * QEMU's end of one QMP socket. It serves one client; the next ones are connected, hear nothing, and are served when
 * the first has left, beginning with what they have sent meanwhile (rule P-06). A command that runs when its client
 * leaves is answered all the same, to whoever is there then (rule P-09).
 */
export class Monitor {
  #options: MonitorOptions
  #timers: Timers
  #queue: RequestQueue
  #waiting: ClientLink[] = []
  #client: ClientLink | undefined
  #conversation: Conversation | undefined

  constructor(options: MonitorOptions, timers: Timers, dispatcher: Dispatcher) {
    this.#options = options
    this.#timers = timers
    this.#queue = new RequestQueue(options, timers, dispatcher, {
      reply: (reply) => this.#write(reply),
      drop: (reply) => this.#drop(reply),
      room: () => this.#read(),
    })
  }

  connect(carries: Carries): Link {
    const link = new ClientLink(this.#timers, carries, () => this.#look())
    this.#waiting.push(link)
    this.#timers.after(0, () => this.#look())
    return link
  }

  /** Sends it to the client, if that has negotiated; else the event is lost to it (rule N-02). */
  event(event: ValueObject): void {
    if (this.#conversation?.negotiated) this.#write(event)
  }

  /** Text that is no reply and no event. */
  say(text: string): void {
    if (this.#conversation?.negotiated) this.#client?.write(text)
  }

  end(end: LinkEnd): void {
    const clients = this.#client ? [this.#client, ...this.#waiting] : this.#waiting
    this.#client = undefined
    this.#waiting = []
    for (const client of clients) client.end(end)
  }

  /** Something may have happened on a link: its client came, spoke, or left. */
  #look(): void {
    this.#waiting = this.#waiting.filter((link) => !link.ended)
    if (this.#client?.ended) this.#leave()
    if (!this.#client) this.#serve(this.#waiting.shift())
    this.#read()
  }

  #serve(client: ClientLink | undefined): void {
    if (!client || !this.#options.greets) return
    this.#client = client
    const { beforeGreeting, greeting, afterGreeting } = this.#options
    this.#conversation = new Conversation(this.#options, this.#queue)
    for (const line of beforeGreeting) client.write(`${line}\r\n`)
    this.#write(greeting)
    for (const line of afterGreeting) client.write(`${line}\r\n`)
  }

  /** Rule P-08: the next client finds nothing of what this one left, but for the command that runs. */
  #leave(): void {
    this.#client = undefined
    this.#conversation = undefined
    this.#queue.clear()
  }

  #read(): void {
    const client = this.#client
    if (client) this.#conversation?.read(() => client.takeInput())
  }

  #write(message: Value): void {
    this.#client?.write(`${writeJson(message, this.#options.pretty)}\r\n`)
  }

  /** The connection breaks in the middle of a reply. */
  #drop(reply: Value): void {
    const text = writeJson(reply, this.#options.pretty)
    this.#client?.write(text.slice(0, text.length / 2))
    this.#client?.end({ cause: 'gone', reason: '' })
    this.#timers.after(0, () => this.#look())
  }
}
