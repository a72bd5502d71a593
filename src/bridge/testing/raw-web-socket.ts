import type { Socket } from 'node:net'
import { setImmediate as turnOfLoop } from 'node:timers/promises'
import { open, upgradeLines } from './raw-http.ts'

/** Opens a WebSocket that knows nothing of frames: what a test writes is on the wire as it stands. */
export async function openRaw(host: string, path: string, more: string[] = []): Promise<Socket> {
  const socket = (await open(host)).setNoDelay().on('error', () => {})
  socket.write(`${upgradeLines(path, host, more).join('\r\n')}\r\n\r\n`)
  return socket
}

/** Sends bytes one by one, each in a packet of its own, until the server closes; returns how many it let through. */
export async function drip(socket: Socket, bytes: Buffer): Promise<number> {
  let isClosed = false
  socket.once('end', () => {
    isClosed = true
  })
  let sent = 0
  while (!isClosed && sent < bytes.length) {
    socket.write(bytes.subarray(sent, ++sent))
    // A server in this process reads between two turns.
    await turnOfLoop()
  }
  return sent
}

/** The code of the close frame among the frames that a server sent; undefined where there is none. */
export function closeCodeIn(frames: Buffer): number | undefined {
  for (let rest = frames; rest.length >= 4; ) {
    const isLonger = rest.readUInt8(1) === 126
    const [start, length] = isLonger ? [4, rest.readUInt16BE(2)] : [2, rest.readUInt8(1)]
    if (rest.readUInt8(0) === 0x88) return rest.readUInt16BE(start)
    rest = rest.subarray(start + length)
  }
  return undefined
}
