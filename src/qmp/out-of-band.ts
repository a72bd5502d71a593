import type { CommandName } from '#qapi/types.ts'

/** Commands that QEMU runs at once, past all that wait, also while something blocks it (O-02). */
export const outOfBandCommands = ['yank', 'query-yank', 'migrate-pause', 'migrate-recover'] as const

/** One of them. A test holds the list against the `allow-oob` of the recorded schemas. */
export type OutOfBandName = (typeof outOfBandCommands)[number]

const names: ReadonlySet<string> = new Set(outOfBandCommands)

export function isOutOfBand(command: CommandName): command is OutOfBandName {
  return names.has(command)
}
