import type { Closing } from '#api/closing.ts'
import type { LinkState } from '#api/types.ts'
import type { CloseInfo } from '../wire/close-info.ts'

/** Why a connection to QEMU ended or never came about: what viewers are told, and what the VM list shows. */
export interface Ending extends CloseInfo {
  /** State of the link from now on. */
  state: LinkState
}

/** QEMU was reached and has closed the connection, or vanished. @param errno what the system says of a lost one */
export function gone(reason: string, errno?: string): Ending {
  return unreachable({ code: 'qemu-closed', ...(errno !== undefined && { errno }) }, reason)
}

/** QEMU could not be reached, or is no longer understood. */
export function unreachable(closing: Closing, reason: string): Ending {
  return { closing, reason, state: 'unreachable' }
}

/** Something took the connection and did not greet, as a monitor does that another client holds. */
export function busy(closing: Closing, reason: string): Ending {
  return { closing, reason, state: 'busy' }
}
