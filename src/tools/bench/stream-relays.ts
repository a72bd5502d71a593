import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../../e2e/fixtures/vm.ts'

const websockify = '/usr/bin/websockify'

/** Ways to a stream that go through a WebSocket. */
export type RelayName = 'streams' | 'plain' | 'websockify'

export const relayNames: readonly RelayName[] = ['streams', 'plain', 'websockify'].filter(
  (name): name is RelayName => name !== 'websockify' || existsSync(websockify),
)

/** A process on loopback, and its port. */
export interface Running {
  process: ChildProcess
  port: number
}

export async function startPeer(): Promise<Running> {
  return await forked(['stream-peer'])
}

/** Starts a relay to a port. */
export async function startRelay(name: RelayName, to: number): Promise<Running> {
  if (name !== 'websockify') return await forked(['stream-relay', name, String(to)])
  const port = await freePort()
  const child = spawn(websockify, [`127.0.0.1:${port}`, `127.0.0.1:${to}`], { stdio: 'ignore' })
  process.once('exit', () => child.kill())
  while (!(await answers(port))) await pause(50)
  return { process: child, port }
}

/** Memory of a process and its children that is theirs alone, in bytes: each has its share of what they share. */
export function memoryOf({ process: { pid } }: Running): number {
  if (pid === undefined) return Number.NaN
  const family = [pid, ...childrenOf(pid)]
  const shares = family.map((member) => /^Pss:\s+(\d+)/m.exec(rollup(member))?.[1] ?? 0)
  return shares.reduce<number>((sum, share) => sum + Number(share) * 1024, 0)
}

async function forked(args: string[]): Promise<Running> {
  const tools = fileURLToPath(new URL('../run.mjs', import.meta.url))
  const child = fork(tools, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const [address] = (await once(child, 'message')) as [AddressInfo]
  return { process: child, port: address.port }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  return await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  }).finally(() => socket.destroy())
}

function childrenOf(pid: number): number[] {
  const tasks = `/proc/${pid}/task`
  return readdirSync(tasks).flatMap((task) => {
    const children = readFileSync(`${tasks}/${task}/children`, 'utf8').trim()
    return children === '' ? [] : children.split(' ').map(Number)
  })
}

/** Empty for a process that has just gone. */
function rollup(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  } catch {
    return ''
  }
}
