import { readFile } from 'node:fs/promises'
import { isIPv4 } from 'node:net'
import { basename, isAbsolute, resolve } from 'node:path'
import type { Address } from '../command-line/address.ts'
import { canonicalPath } from './canonical-path.ts'

/** A listening socket of this host, as the kernel lists it. */
export interface Listener {
  inode: string
  /** The path of a Unix socket as its owner gave it: possibly relative to a folder that only the owner knows. */
  path?: string
}

/** The sockets that may be the one behind an address; `elsewhere` for a host that is not this one. */
export async function listenersAt(
  address: Exclude<Address, { kind: 'demo' }>,
): Promise<Listener[] | 'elsewhere'> {
  if (address.kind === 'unix') {
    return unixListeners(await readFile('/proc/net/unix', 'utf8'), resolve(address.path))
  }
  const addresses = loopbackAddresses(address.host)
  if (addresses.length === 0) return 'elsewhere'
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map(readTable))
  return tables.flatMap((table) => tcpListeners(table, addresses, address.port))
}

/** Without IPv6 there is no table of it. */
async function readTable(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch(() => '')
}

function loopbackAddresses(host: string): string[] {
  if (host === 'localhost') return ['127.0.0.1', '::1']
  const isLoopback = host === '::1' || (isIPv4(host) && host.startsWith('127.'))
  return isLoopback ? [host] : []
}

/** State 0A is LISTEN; a server on the wildcard address takes what comes to loopback, too. */
function tcpListeners(table: string, addresses: readonly string[], port: number): Listener[] {
  const portHex = port.toString(16).toUpperCase().padStart(4, '0')
  const locals = new Set([...addresses.flatMap(inKernelHex), ...wildcards].map((hex) => `${hex}:${portHex}`))
  return rowsOf(table)
    .filter(([, local = '', , state]) => state === '0A' && locals.has(local))
    .map((row) => ({ inode: row[9] ?? '' }))
}

const wildcards = ['0'.repeat(8), '0'.repeat(32)]

/** The kernel prints addresses in words of the host's byte order, which is little-endian wherever Node runs. */
function inKernelHex(address: string): string[] {
  if (address === '::1') return [`${'0'.repeat(24)}01000000`]
  const hex = address
    .split('.')
    .map((byte) => Number(byte).toString(16).toUpperCase().padStart(2, '0'))
    .reverse()
    .join('')
  return [hex, `${'0'.repeat(16)}FFFF0000${hex}`]
}

/**
 * Flag 00010000 marks a listening socket; the path is the eighth column and may hold spaces. Of those with a
 * relative path only the owner can tell where it leads, so any with the right last part may be it.
 */
function unixListeners(table: string, path: string): Listener[] {
  const rows = table.split('\n').map((line) => /^\w+: \w+ \w+ 00010000 \w+ \w+ +(\d+) (.*)$/.exec(line))
  const wanted = canonicalPath(path)
  const listeners: Listener[] = []
  for (const [, inode = '', theirs = ''] of rows.filter((row) => row !== null)) {
    if (basename(theirs) !== basename(path)) continue
    if (isAbsolute(theirs) && canonicalPath(theirs) !== wanted) continue
    listeners.push({ inode, path: theirs })
  }
  return listeners
}

function rowsOf(table: string): string[][] {
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
}
