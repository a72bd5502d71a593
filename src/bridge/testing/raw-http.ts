import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** An answer as it stands on the wire. */
export interface RawAnswer {
  status: number
  headers: Map<string, string>
  body: string
  /** The body before anything was decoded. */
  bytes: Buffer
}

/** Opens a TCP connection to `HOST:PORT`. */
export async function open(host: string): Promise<Socket> {
  const { hostname, port } = new URL(`http://${host}`)
  const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ''))
  await once(socket, 'connect')
  return socket
}

/** Sends lines as they are, with an empty one after them, and reads until the server closes. */
export async function exchange(host: string, lines: string[]): Promise<RawAnswer> {
  const socket = await open(host)
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  return await answerOn(socket)
}

/** Reads an answer until the server closes. */
export async function answerOn(socket: Socket): Promise<RawAnswer> {
  const chunks: Buffer[] = []
  socket.on('data', (data) => chunks.push(data)).on('error', () => {})
  await once(socket, 'close')
  const all = Buffer.concat(chunks)
  const end = all.indexOf('\r\n\r\n')
  const [statusLine = '', ...headerLines] = all.subarray(0, end).toString().split('\r\n')
  const bytes = all.subarray(end + 4)
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: new Map(headerLines.map((line) => splitHeader(line))),
    body: bytes.toString(),
    bytes,
  }
}

function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}

/** The lines of a WebSocket handshake. */
export function upgradeLines(path: string, host: string, more: string[] = []): string[] {
  return [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...more,
  ]
}
