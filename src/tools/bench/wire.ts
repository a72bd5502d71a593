import { connect } from 'node:net'
import { WebSocket } from 'ws'
import type { Dashboard } from '../../../e2e/fixtures/dashboard.ts'

/** A negotiated QMP conversation with as little around it as there can be, so that what is measured is the way. */
export interface Wire {
  send(text: Buffer): void
  /** Bytes came; `ended` is how many messages end in them. The other side must not be `pretty`. */
  onData: (data: Buffer, ended: number) => void
  close(): void
}

/** Straight to a monitor at a port of 127.0.0.1. */
export async function straightTo(port: number): Promise<Wire> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const wire: Wire = { send: (text) => socket.write(text), onData: () => {}, close: () => socket.destroy() }
  socket.on('data', (data) => wire.onData(data, countNewlines(data)))
  return await negotiated(wire)
}

/** To the VM of this id, through the bridge. */
export async function throughBridge(dashboard: Dashboard, id: string): Promise<Wire> {
  const socket = new WebSocket(`${dashboard.origin.replace('http', 'ws')}/api/vms/${id}/qmp`, ['qmp'], {
    headers: { Authorization: `Bearer ${dashboard.token}` },
    perMessageDeflate: false,
  })
  const wire: Wire = {
    send: (text) => socket.send(text, { binary: false }),
    onData: () => {},
    close: () => socket.close(1000),
  }
  socket.on('message', (data) => wire.onData(data as Buffer, 1))
  socket.once('close', (code, reason) => {
    if (code !== 1000) throw new Error(`The bridge closed the connection: ${code} ${reason}`)
  })
  return await negotiated(wire)
}

/** Resolves when so many messages have come. */
export async function messages(wire: Wire, count: number): Promise<void> {
  let left = count
  await new Promise<void>((resolve) => {
    wire.onData = (_, ended) => {
      left -= ended
      if (left <= 0) resolve()
    }
  })
}

/** To be called in the same turn in which the wire was made, so that the greeting is not missed. */
async function negotiated(wire: Wire): Promise<Wire> {
  await messages(wire, 1)
  const answered = messages(wire, 1)
  wire.send(Buffer.from('{"execute": "qmp_capabilities", "id": 0}\n'))
  await answered
  return wire
}

function countNewlines(data: Buffer): number {
  let count = 0
  for (let at = data.indexOf(10); at >= 0; at = data.indexOf(10, at + 1)) count++
  return count
}
