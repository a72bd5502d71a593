import { type SocketDetails, socketDetails } from './socket-details.ts'
import { networkOf, SocketTables } from './socket-tables.ts'

/** Reads the details of the Unix sockets of a process's network; undefined where they cannot be had. */
export type ReadDetails = (pid: number | 'self') => Promise<ReadonlyMap<string, SocketDetails> | undefined>

/** The sockets of one network namespace, each table of it read at most once. */
export interface Network extends Pick<SocketTables, 'unix' | 'tcp'> {
  /** By inode. */
  details(): ReturnType<ReadDetails>
}

/** The network namespaces of this host: for one look. */
export class Networks {
  readonly ours: Network
  readonly #readDetails: ReadDetails
  readonly #own = networkOf('self')
  readonly #networks = new Map<number | undefined, Network>()

  constructor(readDetails: ReadDetails = socketDetails) {
    this.#readDetails = readDetails
    this.ours = this.#network('self')
    this.#networks.set(this.#own, this.ours)
  }

  /** The network that a process lives in; where it may not be seen, ours is assumed. */
  of(pid: number): Network {
    const id = networkOf(pid) ?? this.#own
    const network = this.#networks.get(id) ?? this.#network(pid)
    this.#networks.set(id, network)
    return network
  }

  isOurs(pid: number): boolean {
    return networkOf(pid) === this.#own
  }

  /**
   * Where connections to a server's sockets are listed: a connection to a Unix socket belongs to the network of the client,
   * even at the server's end.
   */
  around(pid: number): Network[] {
    return [...new Set([this.of(pid), this.ours])]
  }

  #network(pid: number | 'self'): Network {
    const tables = new SocketTables(pid)
    let details: ReturnType<ReadDetails> | undefined
    return {
      unix: () => tables.unix(),
      tcp: () => tables.tcp(),
      details: () => {
        details ??= this.#readDetails(pid)
        return details
      },
    }
  }
}
