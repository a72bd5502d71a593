import type { SocketAddress } from '../target/address.ts'
import type { BlockerReport } from '../target/target.ts'

/** What became of one of a VM's monitors. */
export interface MonitorLocation {
  address?: SocketAddress
  blocker?: BlockerReport
  /** The bridge is connected to it, or about to be. */
  isOurs?: boolean
}
