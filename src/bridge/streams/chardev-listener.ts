import type { Client } from '../wire/client.ts'
import type { CloseInfo } from '../wire/close-info.ts'
import type { OutputHistory } from './output-history.ts'

/** What goes out in one frame to a client that is behind. */
const frameBytes = 64 * 1024
/** How much of what came before a client gets at the start. */
const lookBackBytes = 64 * 1024

/** A client's place in the output of a port. One that reads too slowly loses the oldest bytes, and is told how many. */
export class ChardevListener {
  readonly #client: Client
  readonly #history: OutputHistory
  #place: number
  #ending: CloseInfo | undefined
  #patience: NodeJS.Timeout | undefined

  constructor(client: Client, history: OutputHistory) {
    this.#client = client
    this.#history = history
    this.#place = Math.max(history.start, history.end - lookBackBytes)
  }

  /** Sends what the client has not had yet, as far as it takes it. */
  catchUp(): void {
    while (this.#place < this.#history.end && this.#client.queuedBytes === 0) {
      const { lost, bytes } = this.#history.read(this.#place, frameBytes)
      if (lost > 0) this.#client.notify(lostBytes(lost))
      this.#place += lost + bytes.length
      this.#client.send(bytes)
    }
    if (this.#ending && this.#place === this.#history.end) this.#client.close(this.#ending)
  }

  /** There will be no more: ends once the client has had the rest, for which it gets so many milliseconds. */
  end(why: CloseInfo, patienceMs: number): void {
    this.#ending = why
    this.#patience = setTimeout(() => this.#client.closeNow(why), patienceMs)
    this.catchUp()
  }

  /** The client has left. */
  leave(): void {
    clearTimeout(this.#patience)
  }
}

function lostBytes(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'byte' : 'bytes'} lost`
}
