import type { SocketAddress } from '../command-line/address.ts'
import type { Obstacle } from './found-vm.ts'

/** What became of one of a VM's monitors. */
export interface Located {
  address?: SocketAddress
  obstacle?: Obstacle
  /** The bridge is connected to it, or about to be. */
  isOurs?: boolean
}
