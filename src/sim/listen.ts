import { lstatSync, unlinkSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import type { Clock } from '#link/clock.ts'
import type { Link } from '#link/link.ts'
import { createSimulator, type SimulatorOptions } from './simulator.ts'

/** A simulator behind a socket. */
export interface Listening {
  /** Where a client finds it; with the port that was taken, where 0 was asked for. */
  address: string
  close(): void
}

/** Another process may have taken the address while the VM was off. */
const retryMs = 1000

type Place = { host: string; port: number } | { path: string }

/**
 * Serves a simulator on `tcp:HOST:PORT` or `unix:PATH`, as `-qmp` of QEMU does: one client at a time, the next one
 * is accepted and waits; and while the VM is off nobody listens.
 * @throws Error with one line for a person, for a wrong address or one that cannot be listened on
 */
export async function listen(address: string, options: SimulatorOptions): Promise<Listening> {
  let place = parsePlace(address)
  const simulator = createSimulator(options)
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    carry(socket, simulator.connect('bytes'), options.clock)
  })
  try {
    await open(server, place)
  } catch (error) {
    simulator.stop()
    throw new Error(`cannot listen on ${address}: ${inWords(error)}`)
  }
  place = placeOf(server, place)
  let closed = false
  const reopen = () => {
    if (closed) return
    open(server, place).catch(() => options.clock.after(retryMs, reopen))
  }
  simulator.onPower = (on) => {
    if (on) reopen()
    else server.close()
  }
  const close = () => {
    closed = true
    simulator.stop()
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return { address: 'path' in place ? `unix:${place.path}` : `tcp:${place.host}:${place.port}`, close }
}

/** A client that has said all it wants still gets its answers, if they come within this time. */
const lastAnswersMs = 300

/** Joins a socket and a link, bytes as they are. */
function carry(socket: Socket, link: Link, clock: Clock): void {
  socket.setEncoding('latin1')
  socket.on('data', (bytes: string) => link.send(bytes))
  socket.on('error', () => socket.destroy())
  socket.on('end', () => clock.after(lastAnswersMs, () => socket.destroySoon()))
  socket.on('close', () => link.close())
  link.onText = (text) => socket.write(text)
  link.onEnded = () => socket.destroySoon()
}

function parsePlace(address: string): Place {
  const [, path] = /^unix:(.+)$/.exec(address) ?? []
  if (path !== undefined) return { path }
  const [, host, port] = /^tcp:(.*):(\d{1,5})$/.exec(address) ?? []
  if (host !== undefined && Number(port) <= 65_535) {
    return { host: host.replace(/^\[(.*)\]$/, '$1') || '127.0.0.1', port: Number(port) }
  }
  throw new Error(`"${address}" is no address to listen on: say tcp:HOST:PORT or unix:PATH`)
}

async function open(server: Server, place: Place): Promise<void> {
  if ('path' in place) removeOldSocket(place.path)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(place, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** As QEMU does with the socket that a process before it has left. */
function removeOldSocket(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket()) unlinkSync(path)
}

function placeOf(server: Server, place: Place): Place {
  const bound = server.address()
  if ('path' in place || typeof bound !== 'object' || !bound) return place
  return { host: place.host, port: bound.port }
}

function inWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return 'somebody listens there already'
  if (code === 'EACCES') return 'there is no such folder, or no permission'
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'this host has no such address'
  return error instanceof Error ? error.message : String(error)
}
