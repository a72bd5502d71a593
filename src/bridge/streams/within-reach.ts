import { lookup } from 'node:dns/promises'
import { realpathSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { folderOf } from '../process/process-of.ts'
import { isOfSameOwner } from '../process/same-owner.ts'
import { tryRead } from '../process/try-read.ts'
import type { Address, SocketAddress } from '../target/address.ts'
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
  if (isHere) {
    const there = 'path' in named ? await pathOnThisHost(address, named.path) : onThisHost(named)
    if (await isOfSameOwner(address, addressOf(there))) return there
    throw outOfReach(
      'other-process',
      'Another process than the one at the QMP socket listens there; through a QMP proxy there are no streams.',
    )
  }
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

async function pathOnThisHost(monitor: Address, named: string): Promise<DialAddress> {
  const given = isAbsolute(named) ? named : await fromItsFolder(monitor, named)
  // A link would be followed by whoever dials, and says nothing of whose the socket is.
  const path = tryRead(() => realpathSync(given)) ?? given
  if (!canBeSocketPath(path)) throw outOfReach('no-address', 'QEMU names a path that no socket can have.')
  return { path }
}

function addressOf(there: DialAddress): SocketAddress {
  return 'path' in there ? { kind: 'unix', ...there } : { kind: 'tcp', ...there }
}

async function fromItsFolder(monitor: Address, named: string): Promise<string> {
  const folder = await folderOf(monitor)
  if (folder !== undefined) return `${folder}/${named}`
  throw outOfReach(
    'relative-path',
    'QEMU has this socket by a path relative to its own folder: start it with a full path.',
  )
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
