import { type DatedCommand, releasesOf, withReleases } from '#qapi/releases.ts'

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
} as const satisfies Partial<Record<DatedCommand, readonly DatedCommand[]>>

export type Wanted = keyof typeof replacements

/** A command that does what is wanted on some QEMU. */
export type WayTo<W extends Wanted> = (typeof replacements)[W][number]

/** The command to send for what is wanted, of those that this QEMU has; undefined where it has none of them. */
export function firstAvailable<W extends Wanted>(
  has: (command: WayTo<W>) => boolean,
  wanted: W,
): WayTo<W> | undefined {
  const ways: readonly WayTo<W>[] = replacements[wanted]
  return ways.find((command) => has(command))
}

/**
 * Why a QEMU does not do what a command is for, as a sentence for the button that would send it: `This QEMU has
 * neither query-cpus-fast (QEMU 2.12 and newer) nor query-cpus (before QEMU 6.0).` Ways that it has are left out.
 *
 * @param command any command; of those in `replacements` all ways to it count
 */
export function whyUnavailable(has: (command: string) => boolean, command: string): string {
  const lacking = waysTo(command).filter((way) => way === command || !has(way))
  const names = lacking.map(withReleases)
  return `This QEMU has ${names.length > 1 ? 'neither' : 'no'} ${names.join(' nor ')}.`
}

/** A command that does what another does. */
export interface Successor {
  command: string
  /** QEMU's release that has it first. */
  since: string
}

/**
 * What to use instead of a command on a QEMU that has both: the ways that are preferred to it, and every other where
 * newer QEMUs do not have it any more. Never one that is gone itself.
 */
export function successorsOf(command: string): Successor[] {
  const names = Object.values<readonly string[]>(replacements).flatMap((ways) => {
    const place = ways.indexOf(command)
    if (place < 0) return []
    const others = isGone(command) ? ways : ways.slice(0, place)
    return others.filter((way) => way !== command && !isGone(way))
  })
  return [...new Set(names)].map((name) => ({ command: name, since: releasesOf(name)[0] }))
}

function isGone(command: string): boolean {
  return releasesOf(command)[1] !== undefined
}

function waysTo(command: string): readonly string[] {
  return Object.hasOwn(replacements, command) ? replacements[command as Wanted] : [command]
}
