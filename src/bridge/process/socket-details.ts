import { execFile } from 'node:child_process'
import type { SocketFile } from './socket-file.ts'

/** What `/proc` does not tell of a Unix socket. */
export interface SocketDetails {
  /**
   * Whether it is bound to this file, as the kernel has noted it, whatever is at its path now; undefined where the file is on
   * another device, which some file systems give files that they take from others.
   */
  isBoundTo(file: SocketFile): boolean | undefined
  /** The other end of a connection; undefined where there is none, or it has closed. */
  peerInode: string | undefined
}

/**
 * Details of the Unix sockets in the network namespace of a process, by inode. The kernel gives them by netlink alone, which
 * Node does not speak, so this asks `ss` of iproute2; undefined where there is none, or it may not enter the namespace.
 */
export async function socketDetails(
  pid: number | 'self',
): Promise<ReadonlyMap<string, SocketDetails> | undefined> {
  const command = ['ss', '-xaenH']
  if (pid !== 'self') command.unshift('nsenter', `--net=/proc/${pid}/ns/net`, '--')
  const table = await outputOf(command)
  return table === undefined ? undefined : parseDetails(table)
}

function outputOf([file = '', ...args]: readonly string[]): Promise<string | undefined> {
  // The short path of a service often lacks where some distributions have it.
  const env = {
    ...process.env,
    LC_ALL: 'C',
    PATH: `${process.env['PATH'] ?? ''}:/usr/bin:/usr/sbin:/bin:/sbin`,
  }
  return new Promise((resolve) => {
    execFile(file, args, { env, timeout: 2000, maxBuffer: 32 * 1024 * 1024 }, (error, output) =>
      resolve(error ? undefined : output),
    )
  })
}

/**
 * Reads the table. Anyone may give a socket a path that looks like more rows: an inode that is there twice is left out, as
 * one of both rows is forged.
 */
export function parseDetails(table: string): Map<string, SocketDetails> {
  const found = new Map<string, SocketDetails>()
  const seen = new Set<string>()
  for (const [, inode = '', peer = '0', fileInode, high, low] of table.matchAll(row)) {
    if (seen.has(inode)) found.delete(inode)
    else
      found.set(inode, {
        peerInode: peer === '0' ? undefined : peer,
        isBoundTo: boundTo(fileInode, high, low),
      })
    seen.add(inode)
  }
  return found
}

const row = /^u_\w+ +\S+ +\d+ +\d+ .* (\d+) +\* (\d+)(?: .*?)?(?:<-> ino:(\d+) dev:(\d+)\/(\d+)(?: .*)?)?$/gm

function boundTo(inode: string | undefined, high = '', low = ''): SocketDetails['isBoundTo'] {
  if (inode === undefined) return () => undefined
  // The kernel has 32 bits for the inode, and 16 in the old form for the device.
  const bound = { inode: BigInt(inode), device: (BigInt(high) << 20n) | BigInt(low) }
  return (file) =>
    oldDeviceNumber(file.device) === bound.device ? (file.inode & 0xffff_ffffn) === bound.inode : undefined
}

/** Of a device number as `stat` gives it: 8 bits of the major and 8 of the minor number. */
function oldDeviceNumber(device: bigint): bigint {
  const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & ~0xfffn)
  const minor = (device & 0xffn) | ((device >> 12n) & ~0xffn)
  return ((major << 8n) | minor) & 0xffffn
}
