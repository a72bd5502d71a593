import { acceptedClients, mayHaveClients } from '../process/accepted-clients.ts'
import { Networks } from '../process/networks.ts'
import { readProcessInfo } from '../process/process-info.ts'
import { ProcessSockets } from '../process/process-sockets.ts'
import { otherProgramOf } from '../process/qemu-program.ts'
import { type NoOwner, ownerOf, type SocketOwner } from '../process/socket-owner.ts'
import type { SocketAddress } from '../target/address.ts'
import { isLoopback } from '../target/host-names.ts'
import type { BlockerReport } from '../target/target.ts'
import { held, optionFor, stopped } from './blockers.ts'
import { holderOf } from './socket-holders.ts'

/** A process that listens where a monitor was expected, and is known not to be QEMU's. */
export interface OtherListener {
  name: string
  pid: number
}

/**
 * The client that holds the monitor at an address of this host, if it is another program and the kernel tells: to connect would
 * fill the queue in which others wait. A program that is not QEMU may serve many at a time: its clients say nothing.
 */
export async function heldByAnother(address: SocketAddress): Promise<BlockerReport | undefined> {
  if (!canTell(address)) return undefined
  const networks = new Networks()
  if (!(await mayHaveClients(address, networks))) return undefined
  const held = await heldIn(address, networks, ourSockets())
  return held && (await otherListener(await ownerOf(address, networks))) ? undefined : held
}

/**
 * Why the monitor at an address of this host does not greet: what listens there where that is not QEMU, `alone` where the kernel
 * lists no other client; undefined where it does not tell.
 */
export async function whySilent(
  address: SocketAddress,
): Promise<BlockerReport | { listener: OtherListener } | 'alone' | undefined> {
  if (!canTell(address)) return undefined
  const networks = new Networks()
  const ours = ourSockets()
  const owner = await ownerOf(address, networks)
  const listener = await otherListener(owner)
  if (listener) return { listener }
  if (typeof owner !== 'string' && readProcessInfo(owner.pid)?.state === 'T') return stopped(owner.pid)
  const held = await heldIn(address, networks, ours)
  if (held) return held
  const canSeeAll = address.kind === 'tcp' || (await networks.ours.details()) !== undefined
  return typeof owner !== 'string' && canSeeAll ? 'alone' : undefined
}

async function otherListener(owner: SocketOwner | NoOwner): Promise<OtherListener | undefined> {
  if (typeof owner === 'string') return undefined
  const name = await otherProgramOf(owner.pid)
  return name === undefined ? undefined : { name, pid: owner.pid }
}

function canTell(address: SocketAddress): boolean {
  return process.platform === 'linux' && (address.kind === 'unix' || isLoopback(address.host))
}

/** To be read before the tables: one that closes meanwhile would be in them as somebody else's. */
function ourSockets(): ReadonlySet<string> {
  return new ProcessSockets('self').all()
}

/** By another: what the bridge itself has there ends soon, or is what gets no answer. */
async function heldIn(
  address: SocketAddress,
  networks: Networks,
  ours: ReadonlySet<string>,
): Promise<BlockerReport | undefined> {
  const clients = await acceptedClients(address, networks)
  const client = clients.find((each) => !('inode' in each && ours.has(each.inode)))
  if (!client) return undefined
  const by = 'host' in client ? client : await holderOf(client.inode)
  return held(by, optionFor({ uid: process.geteuid?.() ?? 0, name: undefined }))
}
