// Replaces QEMU while the bridge is measured, as a process of its own. Its monitor greets and negotiates as QEMU
// does; asked `tick` it sends events at a steady rate, each with the time it was sent. Its VNC server sends without end
// to a client that begins with the byte 1, and reads nothing more from any other.
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

/** Runs until the process that started it ends; sends it the port of its monitor. */
export async function main(): Promise<void> {
  const display = await listening(createServer({ noDelay: true }, serveDisplay))
  const monitor = await listening(createServer({ noDelay: true }, (socket) => serveMonitor(socket, display)))
  process.send?.(monitor)
  await new Promise((resolve) => process.once('disconnect', resolve))
  process.exit()
}

async function listening(server: Server): Promise<number> {
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 })
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const greeting =
  '{"QMP": {"version": {"qemu": {"micro": 0, "minor": 0, "major": 10}, "package": ""}, "capabilities": []}}\r\n'

function serveMonitor(socket: Socket, displayPort: number): void {
  const listener = {
    family: 'ipv4',
    host: '127.0.0.1',
    service: `${displayPort}`,
    auth: 'none',
    websocket: false,
  }
  const displays = [{ id: 'default', auth: 'none', server: [listener] }]
  socket.write(greeting)
  socket.on('error', () => {})
  createInterface(socket).on('line', (line) => {
    const { execute, arguments: given, id } = JSON.parse(line)
    socket.write(`${JSON.stringify({ return: execute === 'query-vnc-servers' ? displays : {}, id })}\r\n`)
    if (execute === 'tick') tick(socket, given.count, given.perSecond)
  })
}

/** Milliseconds between two batches of events. */
const batchEvery = 5

function tick(socket: Socket, count: number, perSecond: number): void {
  const start = performance.now()
  let sent = 0
  const timer = setInterval(() => {
    const due = Math.min(count, Math.floor(((performance.now() - start) * perSecond) / 1000))
    let text = ''
    for (; sent < due; sent++) text += event(sent)
    socket.write(text)
    if (sent === count) clearInterval(timer)
  }, batchEvery)
}

function event(number: number): string {
  const at = performance.timeOrigin + performance.now()
  return `{"timestamp": {"seconds": 1700000000, "microseconds": 0}, "event": "TICK", "data": {"number": ${number}, "at": ${at}}}\r\n`
}

const output = Buffer.alloc(64 * 1024)

function serveDisplay(socket: Socket): void {
  socket.on('error', () => {})
  socket.once('data', ([first]) => {
    socket.pause()
    if (first === 1) send(socket)
  })
}

function send(socket: Socket): void {
  while (socket.writable && socket.write(output));
  socket.once('drain', () => send(socket))
}
