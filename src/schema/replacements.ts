import type { CommandName } from '#qapi/types.ts'

/**
 * Commands that do the same thing in QEMUs of different age, under the name by which it is wanted; the one to take
 * where a QEMU has several comes first. They take different arguments and may answer differently.
 */
export const replacements = {
  'query-cpus-fast': ['query-cpus-fast', 'query-cpus'],
  'query-accelerators': ['query-accelerators', 'query-kvm'],
  'query-jobs': ['query-jobs', 'query-block-jobs'],
  'query-vnc-servers': ['query-vnc-servers', 'query-vnc'],
  'query-qmp-schema': ['query-qmp-schema', 'query-commands'],
  'query-events': ['query-qmp-schema', 'query-events'],
  'query-migrationthreads': ['query-migrationthreads'],
  'blockdev-change-medium': ['blockdev-change-medium', 'change'],
  'change-vnc-password': ['change-vnc-password', 'change'],
  'display-update': ['display-update', 'change'],
  block_passwd: ['block_passwd'],
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
  'set-action': ['set-action', 'watchdog-set-action'],
  cpu: ['cpu'],
  // The newer command was there for years before it took these: the older one, while it is there, always works.
  'cpu-add': ['cpu-add', 'device_add'],
  migrate_set_speed: ['migrate_set_speed', 'migrate-set-parameters'],
  migrate_set_downtime: ['migrate_set_downtime', 'migrate-set-parameters'],
  'migrate-set-cache-size': ['migrate-set-cache-size', 'migrate-set-parameters'],
  'query-migrate-cache-size': ['query-migrate-cache-size', 'query-migrate-parameters'],
} as const satisfies Partial<Record<CommandName, readonly CommandName[]>>

export type Wanted = keyof typeof replacements

/** A command that does what is wanted on some QEMU. */
export type WayTo<W extends Wanted> = (typeof replacements)[W][number]

type Replacing = WayTo<Wanted>

/** QEMU's release that has a command first, and the first that has it no more. */
const releases: Readonly<Record<Replacing, readonly [since: string, gone?: string]>> = {
  'query-cpus-fast': ['2.12'],
  'query-cpus': ['0.12', '6.0'],
  'query-accelerators': ['10.2'],
  'query-kvm': ['0.12'],
  'query-jobs': ['3.0'],
  'query-block-jobs': ['1.1'],
  'query-vnc-servers': ['2.3'],
  'query-vnc': ['0.12'],
  'query-qmp-schema': ['2.5'],
  'query-commands': ['0.12'],
  'query-events': ['1.2', '6.0'],
  'query-migrationthreads': ['8.0', '11.0'],
  'blockdev-change-medium': ['2.5'],
  change: ['0.12', '6.0'],
  'change-vnc-password': ['1.1'],
  'display-update': ['7.1'],
  block_passwd: ['0.12', '6.0'],
  'blockdev-backup': ['2.3'],
  'drive-backup': ['1.6'],
  'blockdev-mirror': ['2.6'],
  'drive-mirror': ['1.3'],
  'blockdev-snapshot': ['2.5'],
  'blockdev-snapshot-sync': ['0.15'],
  'block-export-add': ['5.2'],
  'nbd-server-add': ['1.3'],
  'block-export-del': ['5.2'],
  'nbd-server-remove': ['2.12'],
  'job-pause': ['3.0'],
  'block-job-pause': ['1.3'],
  'job-resume': ['3.0'],
  'block-job-resume': ['1.3'],
  'job-cancel': ['3.0'],
  'block-job-cancel': ['1.1'],
  'job-complete': ['3.0'],
  'block-job-complete': ['1.3'],
  'job-finalize': ['3.0'],
  'block-job-finalize': ['2.12'],
  'job-dismiss': ['3.0'],
  'block-job-dismiss': ['2.12'],
  'set-action': ['6.0'],
  'watchdog-set-action': ['2.11'],
  cpu: ['0.14', '2.12'],
  'cpu-add': ['1.5', '5.2'],
  device_add: ['0.13'],
  migrate_set_speed: ['0.14', '6.0'],
  migrate_set_downtime: ['0.14', '6.0'],
  'migrate-set-cache-size': ['1.2', '6.0'],
  'query-migrate-cache-size': ['1.2', '6.0'],
  'migrate-set-parameters': ['2.4'],
  'query-migrate-parameters': ['2.4'],
}

/** The command to send for what is wanted, of those that this QEMU has; undefined where it has none of them. */
export function firstAvailable<W extends Wanted>(
  has: (command: string) => boolean,
  wanted: W,
): WayTo<W> | undefined {
  const ways: readonly WayTo<W>[] = replacements[wanted]
  return ways.find((command) => has(command))
}

/**
 * Why a QEMU cannot do what is wanted, for the button that would: `it takes query-cpus-fast (QEMU 2.12 and newer)
 * or query-cpus (before QEMU 6.0), and this QEMU has neither`.
 */
export function whyUnavailable(wanted: Wanted): string {
  const ways: readonly Replacing[] = replacements[wanted]
  const known = ways.map((command) => `${command} (${lifeOf(command)})`).join(' or ')
  return `it takes ${known}, and this QEMU has ${ways.length > 1 ? 'neither' : 'no such command'}`
}

function lifeOf(command: Replacing): string {
  const [since, gone] = releases[command]
  return gone === undefined ? `QEMU ${since} and newer` : `QEMU ${since} to before ${gone}`
}
