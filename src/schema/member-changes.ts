import type { CommandName } from '#qapi/types.ts'

/** A member, or a value of one, whose name, place or form QEMU has changed. */
export interface MemberChange {
  command: CommandName
  /** Where it is: in the arguments, as a value in them, or in the answer. */
  of: 'arguments' | 'values' | 'return'
  before: string
  /** The one, or with other arguments the way, that does it now; undefined where nothing does. */
  now: string | undefined
  /** The first release with the new form. */
  since: string
  /** The first release without the old one; undefined where both work. */
  gone: string | undefined
}

const device = { of: 'arguments', before: 'device', now: 'id', since: '2.8', gone: undefined } as const
const copyOfDisks = {
  of: 'arguments',
  now: 'blockdev-mirror to an NBD export',
  since: '2.6',
  gone: '9.1',
} as const
const capability = { command: 'migrate-set-capabilities', of: 'values' } as const

/** What changed within commands that kept their names; those that did not are in `replacements`. */
export const memberChanges: readonly MemberChange[] = [
  { command: 'eject', ...device },
  { command: 'blockdev-open-tray', ...device },
  { command: 'blockdev-close-tray', ...device },
  { command: 'blockdev-change-medium', ...device },
  { command: 'block_set_io_throttle', ...device },
  { command: 'migrate', before: 'blk', ...copyOfDisks },
  { command: 'migrate', before: 'inc', ...copyOfDisks },
  { command: 'migrate', of: 'arguments', before: 'detach', now: undefined, since: '0.14', gone: '11.0' },
  { ...capability, before: 'compress', now: 'multifd with multifd-compression', since: '5.0', gone: '9.1' },
  { ...capability, before: 'block', now: copyOfDisks.now, since: '2.6', gone: '9.1' },
  { ...capability, before: 'zero-blocks', now: undefined, since: '1.2', gone: '11.0' },
  {
    command: 'object-add',
    of: 'arguments',
    before: 'props',
    now: 'its members beside the others',
    since: '6.0',
    gone: '6.0',
  },
  {
    command: 'query-block',
    of: 'return',
    before: 'dirty-bitmaps',
    now: 'inserted.dirty-bitmaps',
    since: '4.2',
    gone: '6.0',
  },
  { command: 'query-cpus-fast', of: 'return', before: 'arch', now: 'target', since: '2.12', gone: '6.0' },
]

/**
 * What to give instead of an argument, or of a value, that a QEMU does not take, or no more; undefined where
 * nothing is known.
 */
export function insteadOf(command: string, of: 'arguments' | 'values', before: string): string | undefined {
  const change = changeOf(command, of, before)
  if (!change) return undefined
  const { since, gone, now } = change
  const when = gone === undefined ? `new in QEMU ${since}` : `gone in QEMU ${gone}`
  return now === undefined ? when : `${when}; now: ${now}`
}

/** What became of an argument, or of a value; undefined where nothing is known. */
export function changeOf(
  command: string,
  of: 'arguments' | 'values',
  before: string,
): MemberChange | undefined {
  return memberChanges.find((one) => one.of === of && one.command === command && one.before === before)
}
