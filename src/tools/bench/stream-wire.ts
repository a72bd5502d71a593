import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A connection of which only the number of bytes that come counts, so that the client costs next to nothing. */
export interface StreamWire {
  readonly socket: Socket
  /** Bytes as they are to be handed to the socket; made beforehand, where that is measured. */
  prepared(bytes: Buffer): Buffer
  /** Resolves when so many more bytes have come. */
  received(count: number): Promise<void>
}

const readBytes = 1024 * 1024

/** Straight to a port of 127.0.0.1. */
export async function straight(port: number): Promise<StreamWire> {
  const counter = new Counter()
  const socket = reading(port, (data) => counter.add(data.length))
  await once(socket, 'connect')
  return { socket, prepared: (bytes) => bytes, received: (count) => counter.received(count) }
}

/** Where a WebSocket is to be had, at 127.0.0.1. */
export interface WebSocketAddress {
  port: number
  path?: string
  token?: string
}

export async function throughWebSocket(address: WebSocketAddress): Promise<StreamWire> {
  const counter = new Counter()
  const frames = new Frames((payload) => counter.add(payload))
  let answer = ''
  let upgraded: () => void = () => {}
  const isUpgraded = new Promise<void>((resolve) => {
    upgraded = resolve
  })
  const socket = reading(address.port, (data) => {
    if (answer.endsWith('\r\n\r\n')) return frames.pass(data)
    // Nothing follows the answer before something is asked for.
    answer += data.toString('latin1')
    if (answer.endsWith('\r\n\r\n')) upgraded()
  })
  socket.write(upgradeRequest(address))
  await Promise.race([
    isUpgraded,
    once(socket, 'close').then(() => Promise.reject(new Error(`refused: ${answer}`))),
  ])
  return { socket, prepared: masked, received: (count) => counter.received(count) }
}

function reading(port: number, onData: (data: Buffer) => void): Socket {
  const callback = (length: number, memory: Uint8Array) => {
    onData(Buffer.from(memory.buffer, memory.byteOffset, length))
    return true
  }
  const onread = { buffer: sharedMemory, callback }
  return connect({ port, host: '127.0.0.1', noDelay: true, onread }).on('error', () => {})
}

const sharedMemory = Buffer.allocUnsafeSlow(readBytes)

function upgradeRequest({ port, path = '/', token }: WebSocketAddress): string {
  const key = randomBytes(16).toString('base64')
  return [
    `GET ${path} HTTP/1.1`,
    ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
    'Sec-WebSocket-Protocol: binary\r\n\r\n',
  ].join('\r\n')
}

class Counter {
  #left = 0
  #done: () => void = () => {}

  add(count: number): void {
    this.#left -= count
    if (this.#left <= 0) this.#done()
  }

  received(count: number): Promise<void> {
    this.#left += count
    return new Promise((resolve) => {
      this.#done = resolve
    })
  }
}

/** Counts the payload of frames without a mask as they pass (RFC 6455, section 5.2); pings count for nothing. */
class Frames {
  readonly #onPayload: (bytes: number) => void
  #header: number[] = []
  #left = 0
  #isData = false

  constructor(onPayload: (bytes: number) => void) {
    this.#onPayload = onPayload
  }

  pass(data: Buffer): void {
    for (let at = 0; at < data.length; ) {
      if (this.#left > 0) {
        const length = Math.min(this.#left, data.length - at)
        at += length
        this.#left -= length
        if (this.#isData) this.#onPayload(length)
      } else {
        this.#header.push(data[at++] ?? 0)
        this.#beginIfWhole()
      }
    }
  }

  #beginIfWhole(): void {
    const [first = 0, short = 0, ...long] = this.#header
    const wanted = short === 127 ? 8 : short === 126 ? 2 : 0
    if (this.#header.length < 2 + wanted) return
    this.#isData = (first & 0x0f) < 3
    this.#left = wanted === 0 ? short : long.reduce((length, byte) => length * 256 + byte, 0)
    this.#header = []
  }
}

/** A whole binary message in one frame. */
function masked(payload: Buffer): Buffer {
  const lengthBytes = payload.length > 65535 ? 8 : payload.length > 125 ? 2 : 0
  const header = Buffer.alloc(2 + lengthBytes)
  header[0] = 0x82
  header[1] = 0x80 | (lengthBytes === 8 ? 127 : lengthBytes === 2 ? 126 : payload.length)
  if (lengthBytes === 8) header.writeBigUInt64BE(BigInt(payload.length), 2)
  if (lengthBytes === 2) header.writeUInt16BE(payload.length, 2)
  const mask = randomBytes(4)
  const bytes = payload.map((byte, at) => byte ^ (mask[at & 3] ?? 0))
  return Buffer.concat([header, mask, bytes])
}
