import type { CommandName } from '#qapi/types.ts'

/**
 * Ways to do the same thing in QEMUs of different age, newest first, under the name of the newest. They take
 * different arguments and may answer differently.
 */
export const replacements = {
  'query-cpus-fast': ['query-cpus-fast', 'query-cpus'],
  'query-accelerators': ['query-accelerators', 'query-kvm'],
  'query-jobs': ['query-jobs', 'query-block-jobs'],
  'query-vnc-servers': ['query-vnc-servers', 'query-vnc'],
  'query-qmp-schema': ['query-qmp-schema', 'query-commands'],
  'query-migrate-parameters': ['query-migrate-parameters', 'query-migrate-cache-size'],
  'blockdev-change-medium': ['blockdev-change-medium', 'change'],
  'change-vnc-password': ['change-vnc-password', 'change'],
  'display-update': ['display-update', 'change'],
  'blockdev-backup': ['blockdev-backup', 'drive-backup'],
  'blockdev-mirror': ['blockdev-mirror', 'drive-mirror'],
  'blockdev-snapshot': ['blockdev-snapshot', 'blockdev-snapshot-sync'],
  'block-export-add': ['block-export-add', 'nbd-server-add'],
  'block-export-del': ['block-export-del', 'nbd-server-remove'],
  'job-pause': ['job-pause', 'block-job-pause'],
  'job-resume': ['job-resume', 'block-job-resume'],
  'job-cancel': ['job-cancel', 'block-job-cancel'],
  'job-complete': ['job-complete', 'block-job-complete'],
  'job-finalize': ['job-finalize', 'block-job-finalize'],
  'job-dismiss': ['job-dismiss', 'block-job-dismiss'],
  'migrate-set-parameters': ['migrate-set-parameters', 'migrate_set_speed'],
  'set-action': ['set-action', 'watchdog-set-action'],
} as const satisfies Partial<Record<CommandName, readonly CommandName[]>>

/** The first of some commands that this QEMU has: `firstAvailable(replacements['query-cpus-fast'], has)`. */
export function firstAvailable<C extends CommandName>(
  commands: readonly C[],
  has: (command: string) => boolean,
): C | undefined {
  return commands.find((command) => has(command))
}
