import { shellWord } from './shell-word.ts'

/** One option of QEMU's command line, as it was given. */
export interface CommandOption {
  /** Such as `-device`; empty for an argument without one, which QEMU takes for a disk image. */
  option: string
  /** What follows it; undefined for an option that stands alone. */
  value: string | undefined
}

/** A command line, read for people. */
export interface CommandLine {
  program: string
  options: readonly CommandOption[]
}

/**
 * Reads QEMU's arguments, the program first. An option takes the next argument unless that begins with `-`, which holds
 * for all of QEMU's options but those whose value may begin so (`-append "-v"`): these are named here.
 */
export function commandLineOf(args: readonly string[]): CommandLine {
  const [program = '', ...rest] = args
  const options: CommandOption[] = []
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? ''
    if (!word.startsWith('-') || word === '-') {
      options.push({ option: '', value: word })
      continue
    }
    const next = rest[at + 1]
    const takes =
      next !== undefined &&
      !standsAlone.has(bare(word)) &&
      (!next.startsWith('-') || next === '-' || freeText.has(bare(word)))
    options.push({ option: word, value: takes ? next : undefined })
    if (takes) at++
  }
  return { program, options }
}

/** QEMU takes options with one dash or two. */
const bare = (option: string) => option.replace(/^--?/, '')

/** Options without a value. */
const standsAlone = new Set([
  ...[
    'S',
    's',
    'snapshot',
    'nographic',
    'daemonize',
    'no-shutdown',
    'no-reboot',
    'nodefaults',
    'no-user-config',
  ],
  ...['enable-kvm', 'no-acpi', 'no-hpet', 'no-fd-bootchk', 'preconfig', 'full-screen', 'usb'],
  ...[
    'only-migratable',
    'mem-prealloc',
    'singlestep',
    'portrait',
    'xen-attach',
    'xen-domid-restrict',
    'version',
    'help',
    'h',
  ],
  ...[
    'enable-sync-profile',
    'win2k-hack',
    'alt-grab',
    'ctrl-grab',
    'no-quit',
    'no-frame',
    'semihosting',
    'localtime',
    'no-kvm',
  ],
])

/** Options whose value is free text. */
const freeText = new Set(['append'])

/** One line for a POSIX shell that starts the same program with the same arguments. */
export function shellLine(args: readonly string[]): string {
  return args.map(shellWord).join(' ')
}

/** The same, with a line for each option. */
export function shellLines({ program, options }: CommandLine): string {
  const lines = options.map(({ option, value }) =>
    [option, ...(value === undefined ? [] : [shellWord(value)])].filter(Boolean).join(' '),
  )
  return [shellWord(program), ...lines].join(' \\\n  ')
}

/** What one command line has and the other has not, in their order. */
export interface CommandLineChange {
  added: readonly CommandOption[]
  removed: readonly CommandOption[]
}

/** Compares two command lines; an option in another place is no change. Undefined where they say the same. */
export function changeOf(before: CommandLine, now: CommandLine): CommandLineChange | undefined {
  const added = without(now.options, before.options)
  const removed = without(before.options, now.options)
  return added.length === 0 && removed.length === 0 ? undefined : { added, removed }
}

function without(all: readonly CommandOption[], taken: readonly CommandOption[]): CommandOption[] {
  const left = taken.map(keyOf)
  return all.filter((one) => {
    const at = left.indexOf(keyOf(one))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

const keyOf = ({ option, value }: CommandOption) => `${bare(option)} ${value ?? ''}`

/** The options that hold every word of a search, in any case. */
export function optionsWith(options: readonly CommandOption[], search: string): readonly CommandOption[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return options.filter(({ option, value }) => {
    const text = `${option} ${value ?? ''}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
