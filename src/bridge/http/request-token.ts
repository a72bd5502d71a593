import type { IncomingMessage } from 'node:http'
import { headersNamed } from './access-check.ts'

/** The prefix by which a token rides among the sub-protocols of a browser's WebSocket. */
const bearerPrefix = 'bearer.'

/** The token of `Authorization: Bearer TOKEN`, if the request brings exactly one. */
export function headerToken(request: IncomingMessage): string | undefined {
  const [header, ...more] = headersNamed(request, 'authorization')
  if (header === undefined || more.length > 0) return undefined
  return /^Bearer +(\S+)$/i.exec(header)?.[1]
}

/** The token of an upgrade: a browser cannot set headers there, so it comes as one more sub-protocol. */
export function upgradeToken(request: IncomingMessage): string | undefined {
  const inProtocol = offeredProtocols(request).find((protocol) => protocol.startsWith(bearerPrefix))
  return headerToken(request) ?? inProtocol?.slice(bearerPrefix.length)
}

/** The sub-protocols that an upgrade offers. */
export function offeredProtocols(request: IncomingMessage): string[] {
  return headersNamed(request, 'sec-websocket-protocol')
    .flatMap((header) => header.split(','))
    .map((protocol) => protocol.trim())
}
