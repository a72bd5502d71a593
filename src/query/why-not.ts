import type { Role } from '#api/types.ts'
import type { CommandName } from '#qapi/types.ts'
import { whyUnavailable } from '#schema/replacements.ts'
import type { Commands } from './commands.ts'

/** Why a command cannot be sent, whatever the VM is doing. */
export interface Access {
  role: Role
  /** There is a session with QEMU. */
  isReady: boolean
  /** What this QEMU supports; undefined until it has said so. */
  commands: Commands | undefined
}

/** Why the role `viewer` may not act. */
export const onlyLooking =
  'Read-only: your token has no operator rights, or the dashboard runs with --read-only.'

/** Why a command cannot be sent now, as a sentence; undefined where it can. The state of the VM may forbid it, too. */
export function whyNot(command: CommandName, { role, isReady, commands }: Access): string | undefined {
  if (role === 'viewer') return onlyLooking
  if (!isReady) return 'Not connected to QEMU.'
  if (commands && !commands.has(command)) return whyUnavailable(commands.has, command)
  return undefined
}
