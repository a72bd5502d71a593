import { readlinkSync } from 'node:fs'
import { ProcessSockets } from '../process/process-sockets.ts'
import { networkOf, SocketTables } from '../process/socket-tables.ts'
import { tryRead } from '../process/try-read.ts'
import type { SocketAddress } from '../target/address.ts'
import type { QemuProcess } from './qemu-processes.ts'
import type { SocketHolders } from './socket-holders.ts'

/** What one look knows around the processes: the sockets of the networks they live in, and what is ours. */
export class Surroundings {
  /** Whether the bridge itself is at this Unix socket, or about to be. */
  readonly isOurs: (address: SocketAddress) => boolean
  readonly holders: SocketHolders
  readonly ourSockets = new ProcessSockets('self')
  readonly #network = networkOf('self')
  readonly #files = fileSystemOf('self')
  readonly #tables = new Map<number, SocketTables>()

  constructor(isOurs: (address: SocketAddress) => boolean, holders: SocketHolders) {
    this.isOurs = isOurs
    this.holders = holders
  }

  /** The sockets of the network that a process lives in. */
  tablesFor({ pid }: QemuProcess): SocketTables {
    const network = networkOf(pid)
    const tables = this.#tables.get(network ?? -1) ?? new SocketTables(pid)
    if (network !== undefined) this.#tables.set(network, tables)
    return tables
  }

  isInOurNetwork({ pid }: QemuProcess): boolean {
    return networkOf(pid) === this.#network
  }

  /** Where a process's file system begins, empty for our own; where it may not be seen, ours is assumed. */
  rootOf({ pid }: QemuProcess): string {
    const files = fileSystemOf(pid)
    return files === undefined || files === this.#files ? '' : `/proc/${pid}/root`
  }
}

function fileSystemOf(pid: number | 'self'): string | undefined {
  return tryRead(() => readlinkSync(`/proc/${pid}/ns/mnt`))
}
