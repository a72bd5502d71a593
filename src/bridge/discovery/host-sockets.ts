import { Networks } from '../process/networks.ts'
import { ProcessSockets } from '../process/process-sockets.ts'
import type { SocketAddress } from '../target/address.ts'
import type { SocketHolders } from './socket-holders.ts'

/** The sockets of this host as one look finds them: those of each process's network, who holds them, and which are ours. */
export class HostSockets {
  /** Whether the bridge itself is at this Unix socket, or about to be. */
  readonly isOurs: (address: SocketAddress) => boolean
  readonly holders: SocketHolders
  readonly networks = new Networks()
  readonly ourSockets = new ProcessSockets('self')

  constructor(isOurs: (address: SocketAddress) => boolean, holders: SocketHolders) {
    this.isOurs = isOurs
    this.holders = holders
  }
}
