import type { SocketAddress } from '../target/address.ts'
import type { Obstacle } from '../target/target.ts'

/** What became of one of a VM's monitors. */
export interface MonitorLocation {
  address?: SocketAddress
  obstacle?: Obstacle
  /** The bridge is connected to it, or about to be. */
  isOurs?: boolean
}
