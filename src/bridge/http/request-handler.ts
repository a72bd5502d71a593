import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Log } from '../log.ts'
import type { AccessCheck } from './access-check.ts'
import { type Answer, failure, plainText, send, sendRaw } from './answers.ts'
import { type ApiParts, answerApi } from './api-routes.ts'
import type { PageHandler } from './page-files.ts'
import { peerOf } from './peer.ts'
import { headerToken, upgradeToken } from './request-token.ts'
import type { Headers } from './security-headers.ts'
import { socketRoute } from './socket-route.ts'
import type { WebSockets } from './web-sockets.ts'

/** Takes an upgrade that is none of the bridge's own, such as that of a development server. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** What requests are checked by and handed to. */
export interface RequestHandlerParts {
  access: AccessCheck
  /** Sent with every answer. */
  headers: Headers
  api: ApiParts
  webSockets: WebSockets
  page: PageHandler
  otherUpgrade?: UpgradeHandler
  log: Log
}

/** Where every request and every upgrade comes in: Host, then Origin, then the token, and only then what it asks for. */
export class RequestHandler {
  readonly #parts: RequestHandlerParts

  constructor(parts: RequestHandlerParts) {
    this.#parts = parts
  }

  /** Answers a request, whatever happens. */
  async request(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      for (const [name, value] of Object.entries(this.#parts.headers)) response.setHeader(name, value)
      await this.#answer(request, response)
    } catch (error) {
      this.#logFailure(error)
      send(request, response, internalFailure())
    }
  }

  /** Completes an upgrade, or answers why not, whatever happens. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Without a listener a reset at this moment would end the process.
    socket.on('error', () => {})
    if (!/^websocket$/i.test(request.headers.upgrade ?? '')) return this.#ignoreUpgrade(request, socket)
    try {
      const refusal = await this.#upgrade(request, socket, head)
      if (refusal) sendRaw(socket, refusal, this.#parts.headers)
    } catch (error) {
      this.#logFailure(error)
      socket.destroy()
    }
  }

  /** Some programs offer HTTP/2 to whomever they ask (`Upgrade: h2c`); the offer may be ignored, the question not. */
  async #ignoreUpgrade(request: IncomingMessage, socket: Duplex): Promise<void> {
    const response = new ServerResponse(request)
    response.shouldKeepAlive = false
    response.assignSocket(socket as Socket)
    response.once('finish', () => (socket as Socket).destroySoon())
    await this.request(request, response)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request)
    const answer = this.#turnAway(request, path) ?? (await this.#answerOwn(request, path))
    if (answer) send(request, response, answer)
    else this.#parts.page(request, response)
  }

  /** What the bridge itself answers; undefined for paths of the page. */
  async #answerOwn(request: IncomingMessage, path: string): Promise<Answer | undefined> {
    const { access, api } = this.#parts
    if (isUnderApi(path)) {
      const role = await access.admit(request, headerToken(request))
      if (!role) return unauthorized()
      return await answerApi({ request, role, path, query: queryOf(request) }, api)
    }
    const { method } = request
    if (method !== 'GET' && method !== 'HEAD') {
      return plainText('Only GET and HEAD here.\n', 405, { Allow: 'GET, HEAD' })
    }
    return path === '/healthz' ? plainText('ok') : undefined
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<Answer | undefined> {
    const path = pathOf(request)
    const refusal = this.#turnAway(request, path)
    if (refusal) return refusal
    if (!isUnderApi(path)) return this.#leaveToOther(request, socket, head)
    const role = await this.#parts.access.admit(request, upgradeToken(request))
    if (!role) return unauthorized()
    const route = socketRoute(request.url ?? '')
    if (!route) return notFound()
    const clientInfo = { role, peer: peerOf(request.socket) }
    this.#parts.webSockets.accept(route, clientInfo, { request, socket, head })
    return undefined
  }

  #leaveToOther(request: IncomingMessage, socket: Duplex, head: Buffer): Answer | undefined {
    const { otherUpgrade } = this.#parts
    if (!otherUpgrade) return notFound()
    otherUpgrade(request, socket, head)
    return undefined
  }

  #turnAway(request: IncomingMessage, path: string): Answer | undefined {
    if (!path.startsWith('/')) return plainText('This is not a proxy.\n', 400)
    return this.#parts.access.turnAway(request, path)
  }

  #logFailure(error: unknown): void {
    this.#parts.log(`a request failed: ${error instanceof Error ? error.stack : String(error)}`)
  }
}

/** The path as it came, without the query. It is compared, never resolved or decoded. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').replace(/[?#].*$/s, '')
}

function queryOf(request: IncomingMessage): string | undefined {
  return /\?(.*)$/s.exec(request.url ?? '')?.[1]
}

function isUnderApi(path: string): boolean {
  return path === '/api' || path.startsWith('/api/')
}

function notFound(): Answer {
  return failure(404, 'not-found', 'Nothing is at this path.')
}

function unauthorized(): Answer {
  const message = 'This needs the token that the dashboard printed when it started.'
  return failure(401, 'unauthorized', message, { 'WWW-Authenticate': 'Bearer' })
}

function internalFailure(): Answer {
  return failure(500, 'internal', 'The dashboard failed; its log says why.')
}
