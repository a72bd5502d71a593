import type { Ending } from './ending.ts'
import type { QmpConnection } from './qmp-connection.ts'
import type { Viewer } from './viewer.ts'

/** Bytes of a viewer's text that are kept for QEMU until it has greeted. */
const mostHeld = 1024 * 1024

/** One viewer at one QMP monitor: messages one way, text the other, and neither side drowned by the other. */
export class Session {
  onGreeting: () => void = () => {}
  /** It is over; with an ending if QEMU's side was the cause, without if the viewer left. Called once. */
  onEnded: (ending: Ending | undefined) => void = () => {}
  readonly #viewer: Viewer
  readonly #connection: QmpConnection
  /** What the viewer said before QEMU's greeting. */
  #held: Buffer[] = []
  #heldBytes = 0
  #connectionPaused = false

  constructor(viewer: Viewer, connection: QmpConnection) {
    this.#viewer = viewer
    this.#connection = connection
    connection.onGreeting = (text) => this.#greeted(text)
    connection.onMessage = (text) => this.#show(text)
    connection.onDrain = () => viewer.resume()
    connection.onEnded = (ending) => this.#lost(ending)
    viewer.onText = (data) => (connection.greeted ? this.#tell(data) : this.#hold(data))
    viewer.onRoom = () => this.#makeRoom()
    viewer.onLeft = () => this.#left()
  }

  #greeted(text: string): void {
    this.#show(text)
    this.#viewer.resume()
    for (const data of this.#held.splice(0)) this.#tell(data)
    this.onGreeting()
  }

  #show(text: string): void {
    this.#viewer.send(text)
    if (!this.#viewer.isFull || this.#connectionPaused) return
    this.#connectionPaused = true
    this.#connection.pause()
  }

  #makeRoom(): void {
    if (!this.#connectionPaused) return
    this.#connectionPaused = false
    this.#connection.resume()
  }

  #tell(data: Buffer): void {
    if (!this.#connection.write(data)) this.#viewer.pause()
  }

  #hold(data: Buffer): void {
    this.#held.push(data)
    this.#heldBytes += data.length
    if (this.#heldBytes > mostHeld) this.#viewer.pause()
  }

  #lost(ending: Ending): void {
    this.#viewer.onLeft = this.#viewer.onText = this.#viewer.onRoom = () => {}
    this.#viewer.close(ending.code, ending.reason)
    this.onEnded(ending)
  }

  #left(): void {
    this.#connection.close()
    this.onEnded(undefined)
  }
}
