import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { get } from 'node:http'
import type { Socket } from 'node:net'
import type { Dashboard } from '../../../e2e/fixtures/dashboard.ts'
import { messages, type Wire } from './wire.ts'

/**
 * To the VM of this id through the bridge, for the one command that is handed in: masked once, beforehand. What is
 * measured is then the bridge, and not a client that masks in JavaScript, which no browser does.
 */
export async function throughBridgeMasked(dashboard: Dashboard, id: string, command: Buffer): Promise<Wire> {
  const socket = await upgraded(`${dashboard.origin}/api/vms/${id}/qmp`, dashboard.token)
  const frame = maskedFrame(command)
  const wire: Wire = { send: () => socket.write(frame), onData: () => {}, close: () => socket.destroy() }
  let unread = ''
  socket.on('data', (data) => {
    // Frames with short answers inside: it is enough to see where each begins.
    unread += data.toString('latin1')
    const ended = unread.split('"return"').length - 1
    if (ended > 0) unread = unread.slice(unread.lastIndexOf('"return"') + 8)
    wire.onData(data, ended)
  })
  const answered = messages(wire, 1)
  socket.write(maskedFrame(Buffer.from('{"execute": "qmp_capabilities", "id": 0}\n')))
  await answered
  return wire
}

async function upgraded(url: string, token: string): Promise<Socket> {
  const request = get(url, {
    headers: {
      Authorization: `Bearer ${token}`,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Protocol': 'qmp',
    },
  })
  const [, socket, head] = (await once(request, 'upgrade')) as [unknown, Socket, Buffer]
  socket.unshift(head)
  return socket.setNoDelay()
}

/** A whole text message in one frame (RFC 6455, section 5.2), either short or over 64 KiB. */
function maskedFrame(payload: Buffer): Buffer {
  const isShort = payload.length < 126
  const header = Buffer.alloc(isShort ? 2 : 10)
  header[0] = 0x81
  header[1] = 0x80 | (isShort ? payload.length : 127)
  if (!isShort) header.writeBigUInt64BE(BigInt(payload.length), 2)
  const mask = randomBytes(4)
  const masked = payload.map((byte, at) => byte ^ (mask[at & 3] ?? 0))
  return Buffer.concat([header, mask, masked])
}
