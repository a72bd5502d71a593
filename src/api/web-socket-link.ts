import type { Link, LinkEnd } from '#link/link.ts'
import { ApiFailure } from './api-failure.ts'
import { causeOfCloseCode, closeCodes } from './close-codes.ts'
import { type Closing, closingIn } from './closing.ts'

/** A browser's WebSocket to the bridge as a link. */
export class WebSocketLink implements Link {
  onText: (text: string) => void = () => {}
  onEnded: (end: LinkEnd) => void = () => {}
  /** The bridge has let us in. */
  onOpen: () => void = () => {}
  readonly #socket: WebSocket
  readonly #askBridge: () => Promise<void>
  /** Sent before the socket was open. */
  #waiting: string[] = []
  /** What the bridge says of the close that follows. */
  #closing: Closing | undefined
  #opened = false
  #ended = false

  /**
   * @param open makes the socket
   * @param askBridge asks the bridge anything: an upgrade that never opens tells a browser nothing, so this
   *   tells by its failure why
   */
  constructor(open: () => WebSocket, askBridge: () => Promise<void>) {
    this.#askBridge = askBridge
    this.#socket = open()
    this.#socket.onopen = () => this.#open()
    this.#socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') this.#take(data)
    }
    this.#socket.onclose = ({ code, reason }) => this.#closed(code, reason)
  }

  send(text: string): void {
    if (this.#ended) return
    if (!this.#opened) this.#waiting.push(text)
    // A socket that is closing already would only complain; its end says the rest.
    else if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text)
  }

  close(): void {
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null
    this.#socket.close(closeCodes.done)
    this.#end({ cause: 'closed', reason: '' })
  }

  #open(): void {
    this.#opened = true
    this.onOpen()
    for (const text of this.#waiting.splice(0)) this.#socket.send(text)
  }

  /** The closing frame goes into the link's end; the session must not see it as a message. */
  #take(text: string): void {
    const closing = closingIn(text)
    if (closing) this.#closing = closing
    else this.onText(text)
  }

  #closed(code: number, reason: string): void {
    const cause = causeOfCloseCode(code)
    if (this.#opened) this.#end({ cause, reason: reason || lostReason(code), ...this.#closing })
    else
      this.#askBridge().then(
        () => this.#end(neverOpened),
        (failure: unknown) => this.#end(endOf(failure)),
      )
  }

  #end(end: LinkEnd): void {
    if (this.#ended) return
    this.#ended = true
    this.onEnded(end)
  }
}

const neverOpened: LinkEnd = { cause: 'unavailable', reason: 'The dashboard did not open a session.' }

/** What WebSocket's own close codes say, which come without a reason. */
const wordsOfCode: ReadonlyMap<number, string> = new Map([
  [closeCodes.done, ''],
  [1002, 'The connection ended over an error of the WebSocket protocol.'],
  [closeCodes.wrongFrame, 'The connection ended over a frame that was not text.'],
  [closeCodes.badUtf8, 'The connection ended over text that was not UTF-8.'],
  [closeCodes.tooLarge, 'The connection ended over a message larger than the dashboard allows.'],
])

function lostReason(code: number): string {
  return wordsOfCode.get(code) ?? 'The connection to the dashboard was lost.'
}

function endOf(failure: unknown): LinkEnd {
  const cause =
    failure instanceof ApiFailure && failure.kind === 'unauthorized' ? 'unauthorized' : 'unavailable'
  return { cause, reason: failure instanceof Error ? failure.message : String(failure) }
}
