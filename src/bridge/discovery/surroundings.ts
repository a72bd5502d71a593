import { Networks } from '../process/networks.ts'
import { ProcessSockets } from '../process/process-sockets.ts'
import type { SocketAddress } from '../target/address.ts'
import type { SocketHolders } from './socket-holders.ts'

/** What one look knows around the processes: the sockets of the networks they live in, and what is ours. */
export class Surroundings {
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
