import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { Dashboard } from '../../../e2e/fixtures/dashboard.ts'
import { type Figure, spreadOf } from './figures.ts'
import { withPeer } from './peer.ts'
import { residentKib } from './process-memory.ts'
import type { Effort } from './rounds.ts'
import { withDashboard } from './running.ts'

const idleViewers = 1000
/** By then what was needed only while they connected has been freed. */
const restMs = 20_000
const unreadMs = 4000

/** Memory of byte streams, as of VNC: of viewers that do nothing, and with a side that never reads. */
export async function measureStreams({ share }: Effort): Promise<Figure[]> {
  const viewers = Math.round(idleViewers * share)
  const within = `within ${unreadMs / 1000} s`
  return [
    {
      what: `Memory of each of ${viewers} idle viewers of a stream`,
      unit: 'KiB',
      value: spreadOf([(await withStream((dashboard) => idle(dashboard, viewers))) / viewers]),
      beside: `${restMs / 1000} s after the last one connected`,
    },
    {
      what: 'Growth with a viewer that never reads, of a stream without end',
      unit: 'MiB',
      value: spreadOf([(await withStream(unreadByViewer)) / 1024]),
      beside: within,
    },
    {
      what: 'Growth with a QEMU that never reads what a viewer sends without end',
      unit: 'MiB',
      value: spreadOf([(await withStream(unreadByQemu)) / 1024]),
      beside: within,
    },
  ]
}

/** Each figure has a dashboard of its own: what one left behind is not counted for the next. */
async function withStream(measure: (dashboard: Dashboard) => Promise<number>): Promise<number> {
  return await withPeer((address) => withDashboard([`vm=${address}`], measure))
}

async function idle(dashboard: Dashboard, count: number): Promise<number> {
  const sockets = [await open(dashboard)]
  return await growth(dashboard, restMs, async () => {
    while (sockets.length <= count) sockets.push(await open(dashboard))
  }).finally(() => {
    for (const socket of sockets) socket.terminate()
  })
}

async function unreadByViewer(dashboard: Dashboard): Promise<number> {
  const socket = await open(dashboard)
  return await growth(dashboard, unreadMs, () => {
    socket.pause()
    socket.send(Buffer.of(1))
  }).finally(() => socket.terminate())
}

async function unreadByQemu(dashboard: Dashboard): Promise<number> {
  const socket = await open(dashboard)
  const message = Buffer.alloc(64 * 1024)
  const send = () => socket.send(message, (error) => error ?? send())
  return await growth(dashboard, unreadMs, send).finally(() => socket.terminate())
}

/** KiB that the dashboard has grown by, so many ms after something has begun. */
async function growth({ pid }: Dashboard, ms: number, begin: () => unknown): Promise<number> {
  await pause(500)
  const before = residentKib(pid)
  await begin()
  await pause(ms)
  return residentKib(pid) - before
}

async function open({ origin, token }: Dashboard): Promise<WebSocket> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/vms/vm/streams/vnc/default`, ['binary'], {
    headers: { Authorization: `Bearer ${token}` },
    perMessageDeflate: false,
  })
  await once(socket, 'open')
  return socket.on('error', () => {})
}
