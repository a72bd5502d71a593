import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import type { Limits } from '../limits.ts'
import { plainText, sendRaw } from './answers.ts'
import { bareHeaders } from './security-headers.ts'

/** Certificate and key, in PEM. */
export interface TlsFiles {
  cert: Buffer
  key: Buffer
}

/** What a stranger can hold before saying who he is. */
function serverOptions(limits: Limits) {
  return {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: 1000,
    maxHeaderSize: limits.headerBytes,
    // The access check decides on Host, a missing one included.
    requireHostHeader: false,
    noDelay: true,
  }
}

/**
 * A server without routes, with limits on connections, headers and time.
 * @throws Error for a certificate and key that do not fit
 */
export function limitedServer(limits: Limits, tls?: TlsFiles): Server {
  const server = tls
    ? createTlsServer({
        ...serverOptions(limits),
        ...tls,
        minVersion: 'TLSv1.2',
        handshakeTimeout: limits.tlsHandshakeMs,
      })
    : createServer(serverOptions(limits))
  server.maxConnections = limits.connections
  // Who asks for something and does not take it holds a place, too. A WebSocket has limits of its own.
  server.timeout = limits.idleMs
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const [status, words] = refusals.get(error.code ?? '') ?? [400, 'This is not an HTTP request.']
    sendRaw(socket, plainText(`${words}\n`, status), bareHeaders)
  })
  // Node would refuse it without our checks and headers; unknown Expect values may be ignored (RFC 9110, 10.1.1).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
  // Without a handshake there is no way to say anything; an answer would wait for it, and keep the connection.
  server.on('tlsClientError', (_, socket: Duplex) => socket.destroy())
  return server
}

const refusals: ReadonlyMap<string, [status: number, words: string]> = new Map([
  ['HPE_HEADER_OVERFLOW', [431, 'The headers of this request are over 8 KiB.']],
  ['ERR_HTTP_REQUEST_TIMEOUT', [408, 'This request took too long.']],
])

/** The server cannot listen where it should; the message says why, and what to do. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen'
}

/**
 * Listens, and returns the port it got.
 * @throws CannotListen
 */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => reject(new CannotListen(whyNot(error, host, port)))
    server.once('error', failed)
    // Beyond Node's own 511, a burst of connections would make clients retry their SYN.
    server.listen({ host, port, backlog: server.maxConnections }, () => {
      server.off('error', failed)
      resolve()
    })
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return address.port
}

function whyNot({ code }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} of ${host} is in use: choose another with --port, or --port 0 for a free one`
    case 'EACCES':
      return `port ${port} needs more privileges: choose one from 1024 with --port`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine: choose one with --host`
    default:
      return `cannot listen on port ${port} of ${host} (${code}): choose another by --host or --port`
  }
}
