import type { CommandName } from './types.ts'

/**
 * QEMU's release that has a command first, and the first that has it no more; of commands that not every QEMU has.
 * What a given QEMU has, it says itself: this is for the words that explain why it has not.
 */
const releases = {
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
  'inject-nmi': ['0.15'],
  system_wakeup: ['1.1'],
  'qom-set': ['1.1'],
  'blockdev-open-tray': ['2.5'],
  'blockdev-close-tray': ['2.5'],
} as const satisfies Partial<Record<CommandName, readonly [since: string, gone?: string]>>

export type DatedCommand = keyof typeof releases

/** QEMU's first release that has QMP. */
const oldest = '0.12'

/**
 * A command, and in brackets the QEMUs that have it: `query-cpus (before QEMU 6.0)`. The command alone where every
 * QEMU has it, or nothing is known.
 */
export function withReleases(command: string): string {
  const [since, gone] = releasesOf(command)
  if (gone === undefined) return since === oldest ? command : `${command} (QEMU ${since} and newer)`
  return `${command} (${since === oldest ? '' : `QEMU ${since} and newer, `}before QEMU ${gone})`
}

/** The first release that has a command, and the first that has it no more. */
export function releasesOf(command: string): readonly [since: string, gone?: string] {
  return Object.hasOwn(releases, command) ? releases[command as DatedCommand] : [oldest]
}
