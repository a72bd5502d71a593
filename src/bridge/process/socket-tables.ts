import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type Endpoint, endpointIn } from './kernel-address.ts'
import { tryRead, tryReadLater } from './try-read.ts'

/** A Unix socket with a path, as the kernel lists it. Anyone may write a path that looks like more rows. */
export interface UnixSocket {
  /** `0` for a connection that its server has not accepted yet. */
  inode: string
  /** As its server gave it. */
  path: string
  state: 'listening' | 'connected'
}

/** A TCP socket, as the kernel lists it. */
export interface TcpSocket {
  /** `0` for a connection that its server has not accepted yet. */
  inode: string
  uid: number
  local: Endpoint
  remote: Endpoint
  state: 'listening' | 'connected'
}

/** The sockets of a network namespace, read at most once (`proc_net(5)`, `unix` and `tcp`). */
export class SocketTables {
  readonly #folder: string
  #unix: Promise<UnixSocket[]> | undefined
  #tcp: Promise<TcpSocket[]> | undefined

  /** @param pid a process that lives in the namespace */
  constructor(pid: number | 'self') {
    this.#folder = `/proc/${pid}/net`
  }

  /** Stream sockets with a path; empty where they may not be seen. Rejects where there are no more files to open. */
  unix(): Promise<UnixSocket[]> {
    this.#unix ??= readTable(`${this.#folder}/unix`).then(parseUnixTable)
    return this.#unix
  }

  /** Those of IPv4 before those of IPv6; otherwise as `unix`. */
  tcp(): Promise<TcpSocket[]> {
    this.#tcp ??= this.#readTcp()
    return this.#tcp
  }

  async #readTcp(): Promise<TcpSocket[]> {
    const tables = ['tcp', 'tcp6'].map((name) => readTable(`${this.#folder}/${name}`))
    return (await Promise.all(tables)).flatMap(parseTcpTable)
  }
}

/**
 * What tells the network namespaces of processes apart. A namespace has one file of this table, and unlike
 * `ns/net` that may be seen for processes of other users, too.
 */
export function networkOf(pid: number | 'self'): number | undefined {
  return tryRead(() => statSync(`/proc/${pid}/net/unix`).ino)
}

/** Without IPv6 there is no table of it. */
async function readTable(path: string): Promise<string> {
  return (await tryReadLater(readFile(path, 'utf8'))) ?? ''
}

/**
 * Reads `/proc/PID/net/unix`; what does not look like a row is passed over. The flag tells one that listens; in states
 * 02 and 03 a connection waits to be accepted, or has been.
 */
export function parseUnixTable(table: string): UnixSocket[] {
  const rows = table.matchAll(/^[\da-f]+: [\dA-F]+ [\dA-F]+ ([\dA-F]{8}) 0001 (0[123]) +(\d+) (.+)$/gm)
  return [...rows].flatMap(([, flags, state, inode = '', path = '']): UnixSocket[] => {
    if (flags === '00010000') return [{ inode, path, state: 'listening' }]
    return state === '01' ? [] : [{ inode, path, state: 'connected' }]
  })
}

/**
 * Reads `/proc/PID/net/tcp` or `tcp6`; what does not look like a row is passed over. State 0A is that of a socket that
 * listens, 01 that of a connection.
 */
export function parseTcpTable(table: string): TcpSocket[] {
  return [...table.matchAll(tcpRow)].map(
    ([, local = '', remote = '', state, uid, inode = '']): TcpSocket => ({
      inode,
      uid: Number(uid),
      local: endpointIn(local),
      remote: endpointIn(remote),
      state: state === '0A' ? 'listening' : 'connected',
    }),
  )
}

const end = '((?:[\\dA-F]{8}|[\\dA-F]{32}):[\\dA-F]{4})'
const tcpRow = new RegExp(`^ *\\d+: ${end} ${end} (0A|01) \\S+ \\S+ \\S+ +(\\d+) +\\d+ (\\d+) `, 'gm')
