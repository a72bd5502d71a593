import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { closeCodes } from '#api/close-codes.ts'
import { type Patience, Viewer } from '../vm/viewer.ts'
import { type Answer, failure, sendRaw } from './answers.ts'
import type { Monitors } from './api-routes.ts'
import { offeredProtocols } from './request-token.ts'
import type { Headers } from './security-headers.ts'

/** Limits on what a viewer can make the bridge hold. The largest message is the largest command. */
const limits = {
  maxPayload: 1024 * 1024,
  maxFragments: 64,
  maxBufferedChunks: 256,
  maxPendingAutoPongs: 8,
  // A peer that does not answer our close is cut off after this many milliseconds.
  closeTimeout: 2000,
  // Compression costs thirty times the throughput and gains nothing on a host's own wires.
  perMessageDeflate: false,
  skipUTF8Validation: false,
}

/** Makes viewers out of upgrades of `/api/vms/ID/qmp`. Who may come has been decided before. */
export class QmpUpgrades {
  readonly #monitors: Monitors
  readonly #patience: Patience
  readonly #headers: Headers
  readonly #sockets: WebSocketServer

  constructor(monitors: Monitors, patience: Patience, headers: Headers) {
    this.#monitors = monitors
    this.#patience = patience
    this.#headers = headers
    this.#sockets = new WebSocketServer({ noServer: true, ...limits, handleProtocols: () => 'qmp' })
    this.#sockets.on('wsClientError', (error, socket) => this.#refuse(socket, malformed(error.message)))
  }

  /** Completes the handshake and hands the viewer to the VM; an unknown VM is told after the handshake, by close code. */
  accept(id: string, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const offered = offeredProtocols(request)
    if (offered.length > 0 && !offered.includes('qmp')) {
      this.#refuse(socket, malformed('The sub-protocol here is qmp.'))
      return
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#welcome(id, webSocket))
  }

  /** Tells every viewer that the dashboard is stopping. */
  closeAll(): void {
    for (const socket of this.#sockets.clients)
      socket.close(closeCodes.stopping, 'The dashboard is stopping.')
  }

  #welcome(id: string, socket: WebSocket): void {
    const viewer = new Viewer(socket, this.#patience)
    const monitor = this.#monitors.get(id)
    if (monitor) monitor.attach(viewer)
    else viewer.close(closeCodes.unknownVm, 'There is no such VM.')
  }

  #refuse(socket: Duplex, answer: Answer): void {
    sendRaw(socket, answer, this.#headers)
  }
}

function malformed(message: string): Answer {
  return failure(400, 'bad-upgrade', message)
}
