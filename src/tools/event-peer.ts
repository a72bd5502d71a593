// What stands in QEMU's place while the delivery of events is measured, as a process of its own: it greets and
// negotiates as QEMU does, and when asked `tick` says events at a steady pace, each with the time it left.
import { createServer, type Socket } from 'node:net'

const greeting =
  '{"QMP": {"version": {"qemu": {"micro": 0, "minor": 0, "major": 10}, "package": ""}, "capabilities": []}}\r\n'

/** Milliseconds between two handfuls of events. */
const beatMs = 5

/** Runs until the process that started it goes; tells it its port. */
export async function main(): Promise<void> {
  const server = createServer({ noDelay: true }, converse)
  server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
  await new Promise((resolve) => process.once('disconnect', resolve))
  process.exit()
}

function converse(socket: Socket): void {
  socket.write(greeting)
  socket.on('error', () => {})
  socket.on('data', (data) => {
    for (const line of data
      .toString()
      .split('\n')
      .filter((text) => text !== '')) {
      const { execute, arguments: given, id } = JSON.parse(line)
      socket.write(`{"return": {}, "id": ${JSON.stringify(id)}}\r\n`)
      if (execute === 'tick') tick(socket, given.count, given.perSecond)
    }
  })
}

function tick(socket: Socket, count: number, perSecond: number): void {
  const start = performance.now()
  let said = 0
  const timer = setInterval(() => {
    const due = Math.min(count, Math.floor(((performance.now() - start) * perSecond) / 1000))
    let text = ''
    for (; said < due; said++) text += event(said)
    socket.write(text)
    if (said === count) clearInterval(timer)
  }, beatMs)
}

function event(number: number): string {
  const at = performance.timeOrigin + performance.now()
  return `{"timestamp": {"seconds": 1700000000, "microseconds": 0}, "event": "TICK", "data": {"number": ${number}, "at": ${at}}}\r\n`
}
