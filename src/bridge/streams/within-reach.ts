import { lookup } from 'node:dns/promises'
import { type NotItsOwn, ownSocket } from '../process/same-process.ts'
import type { SocketAddress } from '../target/address.ts'
import { isLoopback, isWildcard } from '../target/host-names.ts'
import { canBeSocketPath } from '../target/socket-path.ts'
import type { Target } from '../target/target.ts'
import type { DialAddress } from '../wire/dialled-socket.ts'
import { noSuchStream, outOfReach } from './stream-refusal.ts'

/**
 * Where to dial for an address that a VM's QEMU has named. QEMU speaks of its own host: what listens there on loopback
 * or on a Unix socket is within reach only if that is this host, and only if it is QEMU's own. And no answer leads to any
 * third host.
 * @throws StreamRefusal with the reason
 */
export async function withinReach(target: Target, named: DialAddress): Promise<DialAddress> {
  const { address } = target
  if (!address) throw noSuchStream('no-monitor', 'This VM has no monitor to ask.')
  if (address.kind === 'demo') throw noSuchStream('simulated', 'A simulated VM has no streams.')
  const isHere = address.kind === 'unix' || isLoopback(address.host)
  if (isHere) return await ownAddress(address, 'path' in named ? named : onThisHost(named))
  if ('path' in named || isLoopback(named.host)) throw insideOtherHost()
  if (isWildcard(named.host) || (await isAddressOf(address.host, named.host))) {
    return { host: address.host, port: named.port }
  }
  throw elsewhere()
}

function onThisHost(named: { host: string; port: number }): DialAddress {
  if (isLoopback(named.host)) return named
  if (isWildcard(named.host)) return { host: named.host === '::' ? '::1' : '127.0.0.1', port: named.port }
  throw elsewhere()
}

/** What is at an address may be of another VM, or only of the same text: the kernel tells. */
async function ownAddress(monitor: SocketAddress, named: DialAddress): Promise<DialAddress> {
  const own = await ownSocket(
    monitor,
    'path' in named ? { kind: 'unix', ...named } : { kind: 'tcp', ...named },
  )
  if (own === 'hidden') {
    throw outOfReach(
      'relative-path',
      'QEMU has this socket by a path relative to its own folder: start it with a full path.',
    )
  }
  if (typeof own === 'string') throw outOfReach(own, notItsOwn[own])
  if (own.kind === 'tcp') return { host: own.host, port: own.port }
  if (!canBeSocketPath(own.path)) {
    throw outOfReach('no-address', 'From here, the path of this socket is too long for a socket.')
  }
  return { path: own.path }
}

const notItsOwn: Readonly<Record<Exclude<NotItsOwn, 'hidden'>, string>> = {
  'other-process':
    'Another process than the one at the QMP socket listens there; through a QMP proxy there are no streams.',
  'other-network':
    "It listens on a TCP port of QEMU's own network namespace (a container): out of reach from here.",
  replaced: 'What is at the path of this socket is gone, or is not the socket of this QEMU.',
  forbidden: 'The dashboard may not enter the folder of this socket.',
}

function insideOtherHost(): Error {
  return outOfReach('inside-other-host', "It listens only inside the VM's own host: not reachable from here.")
}

function elsewhere(): Error {
  return outOfReach('other-host', "It listens at an address that is not the one of this VM's monitor.")
}

/** Whether QEMU's host goes by this address: the very text of the target, or what its name stands for. */
async function isAddressOf(host: string, named: string): Promise<boolean> {
  if (host === named) return true
  const known = await lookup(host, { all: true }).catch(() => [])
  return known.some(({ address }) => address === named)
}
