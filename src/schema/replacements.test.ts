import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { memberChanges } from './member-changes.ts'
import { firstAvailable, replacements, successorsOf, type Wanted, whyUnavailable } from './replacements.ts'
import { indexSchema, type SchemaIndex } from './schema-index.ts'

const wanted = Object.keys(replacements) as Wanted[]
const having = (commands: string) => {
  const names = commands.split(' ')
  return (name: string) => names.includes(name)
}

function recorded(name: string): SchemaIndex {
  return indexSchema(
    JSON.parse(readFileSync(new URL(`../qapi/recorded/${name}.json`, import.meta.url), 'utf8')),
  )
}

/** The commands of 0.12, the oldest QEMU with QMP. */
const oldest = having(
  'quit eject change stop cont system_reset system_powerdown memsave pmemsave migrate_cancel pci_add pci_del balloon ' +
    'getfd closefd block_passwd query-version query-commands query-chardev query-block query-blockstats query-cpus ' +
    'query-hpet query-kvm query-status query-mice query-vnc query-name query-uuid query-migrate query-balloon',
)

test('C-12: the newest way that this QEMU has is taken', () => {
  expect(firstAvailable(having('query-cpus query-cpus-fast'), 'query-cpus-fast')).toBe('query-cpus-fast')
  expect(firstAvailable(having('query-cpus'), 'query-cpus-fast')).toBe('query-cpus')
  expect(firstAvailable(having('stop'), 'query-cpus-fast')).toBeUndefined()
})

test('C-12: the older way is taken where the newer gained this only later', () => {
  const both = having('migrate_set_speed migrate-set-parameters')
  expect(firstAvailable(both, 'migrate_set_speed')).toBe('migrate_set_speed')
  expect(firstAvailable(having('migrate-set-parameters'), 'migrate_set_speed')).toBe('migrate-set-parameters')
})

test('C-12: on the oldest QEMU exactly the commands that it had are found', () => {
  const found = wanted.flatMap((name) => firstAvailable(oldest, name) ?? [])
  expect([...new Set(found)].sort()).toEqual([
    'block_passwd',
    'change',
    'query-commands',
    'query-cpus',
    'query-kvm',
    'query-vnc',
  ])
})

test.each(['qemu-7.2', 'qemu-10.0'])(
  'C-12: on %s every way but those that are gone is found',
  (recording) => {
    const schema = recorded(recording)
    const none = wanted.filter((name) => firstAvailable((command) => schema.has(command), name) === undefined)
    expect(none).toEqual(
      recording === 'qemu-7.2' ? ['query-migrationthreads', 'block_passwd', 'cpu'] : ['block_passwd', 'cpu'],
    )
  },
)

test('C-12: where this QEMU has no way, the releases that have one are named', () => {
  const none = having('stop')
  expect(whyUnavailable(none, 'query-cpus-fast')).toBe(
    'This QEMU has neither query-cpus-fast (QEMU 2.12 and newer) nor query-cpus (before QEMU 6.0).',
  )
  expect(whyUnavailable(none, 'block_passwd')).toBe('This QEMU has no block_passwd (before QEMU 6.0).')
  expect(whyUnavailable(none, 'inject-nmi')).toBe('This QEMU has no inject-nmi (QEMU 0.15 and newer).')
  expect(whyUnavailable(none, 'eject')).toBe('This QEMU has no eject.')
})

test('C-12: a way that a QEMU has is not said to be missing', () => {
  expect(whyUnavailable(having('change'), 'blockdev-change-medium')).toBe(
    'This QEMU has no blockdev-change-medium (QEMU 2.5 and newer).',
  )
})

test.each([
  ['query-kvm', 'query-accelerators 10.2'],
  ['drive-backup', 'blockdev-backup 2.3'],
  ['cpu-add', 'device_add 0.13'],
  ['change', 'blockdev-change-medium 2.5, change-vnc-password 1.1, display-update 7.1'],
  ['device_add', ''],
  ['migrate-set-parameters', ''],
  ['query-cpus-fast', ''],
  ['constructor', ''],
])('%s is replaced by [%s]', (command, expected) => {
  const found = successorsOf(command).map(({ command: name, since }) => `${name} ${since}`)
  expect(found.join(', ')).toBe(expected)
})

test.each(wanted)('%s is among the ways to it', (name) => {
  expect(replacements[name]).toContain(name)
})

test.each(['qemu-7.2', 'qemu-10.0'])(
  'members that are gone are not in %s, and those of now are',
  (recording) => {
    const schema = recorded(recording)
    const release = Number(recording.slice('qemu-'.length))
    for (const { command, of, before, now, gone } of memberChanges) {
      if (of !== 'arguments') continue
      const names = schema.argumentsOf(command)?.members.map(({ name }) => name) ?? []
      if (gone === undefined) expect([command, names.includes(now ?? '')]).toEqual([command, true])
      expect([command, before, names.includes(before)]).toEqual([
        command,
        before,
        Number(gone ?? 99) > release,
      ])
    }
  },
)
