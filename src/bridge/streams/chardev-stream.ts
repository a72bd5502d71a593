import type { Role } from '#api/types.ts'
import type { Limits } from '../limits.ts'
import type { Client, ClientListener } from '../wire/client.ts'
import type { CloseInfo } from '../wire/close-info.ts'
import { DialledSocket } from '../wire/dialled-socket.ts'
import { socketEnded } from '../wire/socket-ended.ts'
import { TelnetOpening } from '../wire/telnet-opening.ts'
import { ChardevListener } from './chardev-listener.ts'
import type { FoundChardev } from './find-chardev.ts'
import { OutputHistory } from './output-history.ts'

/** How far a client may be behind the output. */
const historyBytes = 256 * 1024

/**
 * A character device with all its clients: its socket serves one client, which is this. Output is always read, since
 * a guest stands still whose output nobody takes.
 */
export class ChardevStream {
  readonly #onOver: () => void
  readonly #isForPrograms: boolean
  readonly #limits: Limits
  readonly #socket: DialledSocket
  readonly #telnet: TelnetOpening | undefined
  readonly #history = new OutputHistory(historyBytes)
  readonly #listeners = new Map<Client, ChardevListener>()
  #isOpen = false
  #isOver = false
  #hold: NodeJS.Timeout | undefined

  constructor({ address, mayBeTelnet, isForPrograms }: FoundChardev, limits: Limits, onOver: () => void) {
    this.#onOver = onOver
    this.#isForPrograms = isForPrograms
    this.#limits = limits
    this.#telnet = mayBeTelnet ? new TelnetOpening() : undefined
    this.#socket = new DialledSocket(address, limits, {
      onOpen: () => this.#open(),
      onData: (data) => this.#hear(data),
      onDrain: () => this.#open(),
      onStuck: () => {
        for (const client of this.#listeners.keys()) client.giveUp()
      },
      onEnded: (end) => this.#end(socketEnded('stream', end)),
    })
    this.#letGoSoon()
  }

  /** Whether such a client may join: what programs say to each other is no output to look at. */
  isFor(role: Role): boolean {
    return role === 'operator' || !this.#isForPrograms
  }

  /** Gives a client the latest output, what comes, and, if it is an operator's, the keyboard. It is to hear the result. */
  join(client: Client, role: Role): ClientListener {
    clearTimeout(this.#hold)
    const listener = new ChardevListener(client, this.#history)
    this.#listeners.set(client, listener)
    listener.catchUp()
    if (this.#isOpen) client.resume()
    return {
      onMessage: role === 'operator' ? (data) => this.#type(client, data) : onlyListening(client),
      onRoom: () => listener.catchUp(),
      onLeft: () => this.#leave(client),
    }
  }

  /** Lets go of the port, so that another program can have it. */
  letGo(): void {
    clearTimeout(this.#hold)
    this.#isOver = true
    this.#socket.close()
    this.#onOver()
  }

  #open(): void {
    this.#isOpen = true
    for (const client of this.#listeners.keys()) client.resume()
  }

  #hear(data: Buffer): void {
    this.#history.append(this.#telnet?.strip(data) ?? data)
    for (const listener of this.#listeners.values()) listener.catchUp()
  }

  #type(client: Client, data: Buffer): void {
    if (!this.#socket.write(this.#telnet?.escape(data) ?? data)) client.pause()
  }

  #leave(client: Client): void {
    this.#listeners.get(client)?.leave()
    this.#listeners.delete(client)
    if (this.#listeners.size === 0 && !this.#isOver) this.#letGoSoon()
  }

  #letGoSoon(): void {
    this.#hold = setTimeout(() => this.letGo(), this.#limits.holdMs)
  }

  #end(why: CloseInfo): void {
    clearTimeout(this.#hold)
    this.#onOver()
    this.#isOver = true
    for (const listener of this.#listeners.values()) listener.end(why, this.#limits.streamStallMs)
  }
}

/** Terminals answer questions of the output by themselves, so what comes is dropped, and that said once. */
function onlyListening(client: Client): () => void {
  let isTold = false
  return () => {
    if (!isTold) client.notify('Read-only: what you type is not sent.')
    isTold = true
  }
}
