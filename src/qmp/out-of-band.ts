import type { CommandName } from '#qapi/types.ts'

/** Commands that QEMU runs at once, past all that wait, also while something blocks it (O-02): the `allow-oob` of the recorded schemas. */
export const outOfBandCommands = [
  'yank',
  'query-yank',
  'migrate-pause',
  'migrate-recover',
] as const satisfies CommandName[]

const names: ReadonlySet<string> = new Set(outOfBandCommands)

export function isOutOfBand(command: CommandName): boolean {
  return names.has(command)
}
