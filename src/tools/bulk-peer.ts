// What stands in QEMU's place while bulk is measured, as a process of its own: it greets and negotiates as QEMU does,
// says a lot when asked `say`, and answers what it has been told by `hear`.
import { createServer, type Socket } from 'node:net'
import { bulkMessage } from './bench/bulk-message.ts'

const greeting =
  '{"QMP": {"version": {"qemu": {"micro": 0, "minor": 0, "major": 10}, "package": ""}, "capabilities": []}}\r\n'
const timestamp = '"timestamp": {"seconds": 1700000000, "microseconds": 0}'
const saying = bulkMessage(64 * 1024, `{${timestamp}, "event": "BULK", "data": {"entries": `, '}}\r\n')

/** Runs until the process that started it goes; tells it its port. */
export async function main(): Promise<void> {
  const server = createServer({ noDelay: true }, converse)
  server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
  await new Promise((resolve) => process.once('disconnect', resolve))
  process.exit()
}

function converse(socket: Socket): void {
  let line: Buffer[] = []
  socket.write(greeting)
  socket.on('error', () => {})
  socket.on('data', (data) => {
    let from = 0
    for (let end = data.indexOf(10); end >= 0; end = data.indexOf(10, from)) {
      line.push(data.subarray(from, end))
      from = end + 1
      answer(socket, line)
      line = []
    }
    line.push(data.subarray(from))
  })
}

/** A long line is not read, as that would be measured, too: its id stands at its beginning or at its end. */
function answer(socket: Socket, line: Buffer[]): void {
  const beginning = line[0]?.subarray(0, 256).toString('latin1') ?? ''
  const end = Buffer.concat(line.slice(-2)).subarray(-256).toString('latin1')
  const id = /"id": ?("[^"]*"|\d+)\s*[,}]/.exec(beginning + end)?.[1] ?? 'null'
  const count = Number(/"say", "arguments": ?\{"messages": ?(\d+)/.exec(end)?.[1] ?? 0)
  say(socket, count, () => socket.write(`{"return": {}, "id": ${id}}\r\n`))
}

function say(socket: Socket, count: number, then: () => void): void {
  let left = count
  while (left > 0) {
    left--
    if (socket.write(saying)) continue
    socket.once('drain', () => say(socket, left, then))
    return
  }
  then()
}
