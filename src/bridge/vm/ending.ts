import { type Closing, isBlocker } from '#api/closing.ts'
import type { LinkState, Role } from '#api/types.ts'
import type { BlockerReport } from '../target/target.ts'
import type { CloseInfo } from '../wire/close-info.ts'

/** Why a connection to QEMU ended or never came about: what clients are told, and what the VM list shows. */
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

/** Something took the connection and did not greet, as QEMU does where another client holds the monitor, or it is stopped. */
export function busy(closing: Closing, reason: string): Ending {
  return { closing, reason, state: 'busy' }
}

/** What is in the way is known before anything is dialled. */
export function atBlocker({ state, why, words }: BlockerReport): Ending {
  return { closing: why, reason: words, state }
}

/** It says nothing, and what listens there is known not to be QEMU: a web server, or a tunnel to a QEMU elsewhere. */
export function notQemu({ name, pid }: { name: string; pid: number }): Ending {
  return unreachable(
    { code: 'no-greeting', heard: 'nothing', listener: { name, pid } },
    `No QMP greeting. What listens there is ${name} (process ${pid}), not QEMU.`,
  )
}

/** As a client of this role is told: paths and users of the host concern its operator alone. */
export function endingFor(role: Role, ending: Ending): Ending {
  const { closing, state } = ending
  if (role === 'operator') return ending
  if ('listener' in closing && closing.listener)
    return unreachable({ ...closing, listener: {} }, 'No QMP greeting: what listens there is not QEMU.')
  if (!isBlocker(closing)) return ending
  const bare: Closing = { code: closing.code }
  if (closing.code === 'held') return busy(bare, 'Another program holds the monitor of this VM.')
  return state === 'busy'
    ? busy(bare, 'QEMU does not answer; the operator of this VM sees why.')
    : unreachable(bare, 'The dashboard cannot reach the monitor of this VM; its operator sees why.')
}

/** It has taken the connection, or has no room for one more, and says nothing. */
export function isSilent({ code, ...fields }: Closing): boolean {
  return code === 'no-greeting' && 'heard' in fields && fields.heard === 'nothing'
}
