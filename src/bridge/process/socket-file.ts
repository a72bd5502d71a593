import { statSync } from 'node:fs'
import { tryRead } from './try-read.ts'

/**
 * What tells the file of a Unix socket apart from every other one of this host, by whatever path, link, bind mount or
 * mount namespace it is reached.
 */
export interface SocketFile {
  device: bigint
  inode: bigint
  uid: number
}

/** The socket that a path leads to; undefined where there is none, or none that this user may see. */
export function socketFileAt(path: string): SocketFile | undefined {
  const stats = tryRead(() => statSync(path, { bigint: true }))
  return stats?.isSocket() ? { device: stats.dev, inode: stats.ino, uid: Number(stats.uid) } : undefined
}

export function isSameFile(one: SocketFile | undefined, other: SocketFile | undefined): boolean {
  return one !== undefined && one.inode === other?.inode && one.device === other.device
}

/** One text for one file. */
export function keyOfFile({ device, inode }: SocketFile): string {
  return `${device}:${inode}`
}
