import type { OutputHistory } from './output-history.ts'
import type { StreamRefusal } from './stream-refusal.ts'
import type { StreamViewer } from './stream-viewer.ts'

/** What goes out in one frame to a viewer that is behind. */
const frameBytes = 64 * 1024
/** How much of what came before a viewer gets at the start. */
const lookBackBytes = 64 * 1024

/** A viewer's place in the output of a port. Who reads too slowly is overtaken by what is forgotten, and told so. */
export class ChardevListener {
  readonly #viewer: StreamViewer
  readonly #history: OutputHistory
  #place: number
  #ending: StreamRefusal | undefined
  #patience: NodeJS.Timeout | undefined

  constructor(viewer: StreamViewer, history: OutputHistory) {
    this.#viewer = viewer
    this.#history = history
    this.#place = Math.max(history.start, history.end - lookBackBytes)
  }

  /** Sends what the viewer has not had yet, as far as it takes it. */
  catchUp(): void {
    while (this.#place < this.#history.end && this.#viewer.waitingBytes === 0) {
      const { lost, bytes } = this.#history.read(this.#place, frameBytes)
      if (lost > 0) this.#viewer.notify(lostBytes(lost))
      this.#place += lost + bytes.length
      this.#viewer.send(bytes)
    }
    if (this.#ending && this.#place === this.#history.end) this.#viewer.closeAfterAll(this.#ending)
  }

  /** There will be no more: ends once the viewer has had the rest, for which it gets so many milliseconds. */
  end(why: StreamRefusal, patienceMs: number): void {
    this.#ending = why
    this.#patience = setTimeout(() => this.#viewer.close(why), patienceMs)
    this.catchUp()
  }

  /** The viewer has left. */
  leave(): void {
    clearTimeout(this.#patience)
  }
}

function lostBytes(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'byte' : 'bytes'} lost`
}
