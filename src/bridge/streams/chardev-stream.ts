import type { Role } from '#api/types.ts'
import type { Limits } from '../limits.ts'
import { DialledSocket } from '../wire/dialled-socket.ts'
import { TelnetOpening } from '../wire/telnet-opening.ts'
import { ChardevListener } from './chardev-listener.ts'
import type { FoundChardev } from './find-chardev.ts'
import { OutputHistory } from './output-history.ts'
import { type StreamRefusal, streamEnd } from './stream-refusal.ts'
import type { StreamViewer } from './stream-viewer.ts'

/** How far a viewer may be behind the output. */
const historyBytes = 256 * 1024

/**
 * A character device with all its viewers: its socket serves one client, which is this. Output is always read, since
 * a guest stands still whose output nobody takes.
 */
export class ChardevStream {
  /** The connection is over, or has been let go. */
  onOver: () => void = () => {}
  readonly #isForPrograms: boolean
  readonly #limits: Limits
  readonly #socket: DialledSocket
  readonly #telnet: TelnetOpening | undefined
  readonly #history = new OutputHistory(historyBytes)
  readonly #listeners = new Map<StreamViewer, ChardevListener>()
  #isOpen = false
  #isOver = false
  #hold: NodeJS.Timeout | undefined

  constructor({ address, mayBeTelnet, isForPrograms }: FoundChardev, limits: Limits) {
    this.#isForPrograms = isForPrograms
    this.#limits = limits
    this.#telnet = mayBeTelnet ? new TelnetOpening() : undefined
    this.#socket = new DialledSocket(address, limits, {
      onOpen: () => this.#open(),
      onData: (data) => this.#hear(data),
      onDrain: () => this.#open(),
      onStuck: () => {
        for (const viewer of this.#listeners.keys()) viewer.giveUpSending()
      },
      onEnded: (end) => this.#end(streamEnd(end)),
    })
    this.#letGoSoon()
  }

  /** Whether such a viewer may join: what programs say to each other is no output to look at. */
  isFor(role: Role): boolean {
    return role === 'operator' || !this.#isForPrograms
  }

  /** Gives a viewer the latest output, what comes, and, if it is an operator, the keyboard. */
  join(viewer: StreamViewer): void {
    clearTimeout(this.#hold)
    const listener = new ChardevListener(viewer, this.#history)
    this.#listeners.set(viewer, listener)
    viewer.onDrain = () => listener.catchUp()
    viewer.onLeft = () => this.#leave(viewer)
    if (viewer.role === 'operator') viewer.onBytes = (data) => this.#type(viewer, data)
    else viewer.onBytes = onlyListening(viewer)
    listener.catchUp()
    if (this.#isOpen) viewer.resume()
  }

  /** Lets go of the port, so that another program can have it. */
  letGo(): void {
    clearTimeout(this.#hold)
    this.#isOver = true
    this.#socket.close()
    this.onOver()
  }

  #open(): void {
    this.#isOpen = true
    for (const viewer of this.#listeners.keys()) viewer.resume()
  }

  #hear(data: Buffer): void {
    this.#history.append(this.#telnet?.strip(data) ?? data)
    for (const listener of this.#listeners.values()) listener.catchUp()
  }

  #type(viewer: StreamViewer, data: Buffer): void {
    if (!this.#socket.write(this.#telnet?.escape(data) ?? data)) viewer.pause()
  }

  #leave(viewer: StreamViewer): void {
    this.#listeners.get(viewer)?.leave()
    this.#listeners.delete(viewer)
    if (this.#listeners.size === 0 && !this.#isOver) this.#letGoSoon()
  }

  #letGoSoon(): void {
    this.#hold = setTimeout(() => this.letGo(), this.#limits.holdMs)
  }

  #end(why: StreamRefusal): void {
    clearTimeout(this.#hold)
    this.onOver()
    this.#isOver = true
    for (const listener of this.#listeners.values()) listener.end(why, this.#limits.streamStallMs)
  }
}

/** Terminals answer questions of the output by themselves, so what comes is dropped, and that said once. */
function onlyListening(viewer: StreamViewer): () => void {
  let isTold = false
  return () => {
    if (!isTold) viewer.notify('Read-only: what you type is not sent.')
    isTold = true
  }
}
