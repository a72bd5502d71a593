import type { SocketAddress } from '../target/address.ts'
import type { BlockerReport } from '../target/target.ts'

/** A QEMU process of this host. Name and words come from its command line, which anyone may write. */
export interface FoundVm {
  pid: number
  /** Clock ticks between the host's start and the process's: pid and this together are never used again. */
  startTicks: string
  /** At most 200 characters. */
  name: string | undefined
  uuid: string | undefined
  /**
   * Its QMP socket, once the kernel has confirmed that this process (or, where that may not be seen, its user)
   * listens there.
   */
  address: SocketAddress | undefined
  /** Every QMP socket of it that has been confirmed in this way. */
  sockets: readonly SocketAddress[]
  /**
   * Every QMP socket that its command line names, confirmed or not: by these a VM that was given is known again. Whoever
   * claims what is not his hides nobody but himself.
   */
  claims: readonly SocketAddress[]
  blocker?: BlockerReport
}
