import type { Socket } from 'node:net'

/** Address and port a connection comes from, as in `127.0.0.1:54321`; the same for TLS and for TCP under it. */
export function peerOf({ remoteAddress = 'unknown', remotePort = 0 }: Socket): string {
  const host = remoteAddress.includes(':') ? `[${remoteAddress}]` : remoteAddress
  return `${host}:${remotePort}`
}
