import type { Socket } from 'node:net'
import { MessageReader } from '#qmp/wire/message-reader.ts'
import { type FakeQemu, greeting } from './fake-qemu.ts'

/** A command as a fake QEMU got it. */
export interface Heard {
  name: string
  id: unknown
  oob: boolean
  arguments: Record<string, unknown> | undefined
  text: string
}

/** A QEMU that negotiates and then lets a test answer, one command at a time or later. */
export class SpeakingQemu {
  /** Every command after the negotiation, in order. */
  readonly heard: Heard[] = []
  /** Negotiations so far. */
  negotiations = 0
  #client: Socket | undefined

  readonly #answer: (heard: Heard) => object | undefined
  readonly #greeting: string

  /** @param answer the reply's members beside the id; undefined for none now */
  constructor(answer: (heard: Heard) => object | undefined = () => ({ return: {} }), greets = greeting) {
    this.#answer = answer
    this.#greeting = greets
  }

  /** What `FakeQemu.start` does with each client. */
  readonly talk = (client: Socket, qemu: FakeQemu): void => {
    const reader = new MessageReader()
    this.#client = client
    client.write(`${this.#greeting}\r\n`)
    client.on('data', (data) => {
      qemu.received += data.toString()
      for (const { kind, text } of reader.push(data.toString())) {
        if (kind !== 'noise') this.#take(text)
      }
    })
  }

  reply(heard: Heard, members: object): void {
    this.say({ ...members, id: heard.id })
  }

  say(message: object): void {
    this.#client?.write(`${JSON.stringify(message)}\r\n`)
  }

  /** Names of the commands heard. */
  get names(): string[] {
    return this.heard.map(({ name }) => name)
  }

  /** P-02: whoever names no version knows no negotiation. */
  #negotiate(): object {
    if (this.#greeting.includes('version')) return { return: {} }
    return { error: { class: 'CommandNotFound', desc: 'The command qmp_capabilities has not been found' } }
  }

  #take(text: string): void {
    const message = JSON.parse(text)
    const heard: Heard = {
      name: message.execute ?? message['exec-oob'],
      id: message.id,
      oob: 'exec-oob' in message,
      arguments: message.arguments,
      text,
    }
    if (heard.name === 'qmp_capabilities') {
      this.negotiations++
      this.reply(heard, this.#negotiate())
      return
    }
    this.heard.push(heard)
    const members = this.#answer(heard)
    if (members) this.reply(heard, members)
  }
}
