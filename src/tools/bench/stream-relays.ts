import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startDashboard } from '../../../e2e/fixtures/dashboard.ts'
import { freePort } from '../../../e2e/fixtures/vm.ts'
import type { StreamPeerPorts } from '../stream-peer.ts'
import { type StreamWire, straight, throughWebSocket } from './stream-wire.ts'

const websockify = '/usr/bin/websockify'

/** Ways to a stream through a process that stands between. */
export type RelayName = 'dashboard' | 'tcp' | 'plain' | 'websockify'

/** Those that speak WebSocket, as a browser needs. */
export const webSocketRelays: readonly RelayName[] = (['dashboard', 'plain', 'websockify'] as const).filter(
  (name) => name !== 'websockify' || existsSync(websockify),
)

/** A process that stands between. */
export interface Relay {
  readonly pid: number
  /** A new connection through it to the peer's stream. */
  open(): Promise<StreamWire>
  stop(): void | Promise<void>
}

/** What is at the other end. */
export interface StreamPeer extends StreamPeerPorts {
  readonly pid: number
  stop(): void
}

export async function startPeer(): Promise<StreamPeer> {
  const child = forked('run.mjs', 'stream-peer')
  const [ports] = (await once(child, 'message')) as [StreamPeerPorts]
  return { ...ports, pid: pidOf(child), stop: () => child.kill() }
}

/** Starts a relay to the peer. */
export async function startRelay(name: RelayName, peer: StreamPeer): Promise<Relay> {
  if (name === 'dashboard') return await relayOfDashboard(peer)
  if (name === 'websockify') return await relayOfWebsockify(peer)
  const child = forked('stream-relay.mjs', name, String(peer.stream))
  const [{ port }] = (await once(child, 'message')) as [AddressInfo]
  return {
    pid: pidOf(child),
    open: () => (name === 'tcp' ? straight(port) : throughWebSocket({ port })),
    stop: () => void child.kill(),
  }
}

async function relayOfDashboard(peer: StreamPeer): Promise<Relay> {
  const dashboard = await startDashboard([`vm=127.0.0.1:${peer.monitor}`])
  const port = Number(new URL(dashboard.origin).port)
  const path = '/api/vms/vm/streams/vnc/default'
  return {
    pid: dashboard.pid,
    open: () => throughWebSocket({ port, path, token: dashboard.token }),
    stop: () => dashboard.stop(),
  }
}

async function relayOfWebsockify(peer: StreamPeer): Promise<Relay> {
  const port = await freePort()
  const child = spawn(websockify, [`127.0.0.1:${port}`, `127.0.0.1:${peer.stream}`], { stdio: 'ignore' })
  const kill = () => child.kill()
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  while (!(await answers(port))) await pause(50)
  return { pid: pidOf(child), open: () => throughWebSocket({ port }), stop: () => void child.kill() }
}

/** One of the tools beside this folder. */
function forked(tool: string, ...args: string[]): ChildProcess {
  const file = fileURLToPath(new URL(`../${tool}`, import.meta.url))
  return fork(file, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('a process to measure never ran')
  return pid
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  return await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  }).finally(() => socket.destroy())
}
