import { beforeAll, describe, expect, it } from 'vitest'
import type { SchemaInfo } from '#qapi/names.ts'
import recorded7 from '#qapi/recorded/qemu-7.2.json'
import recorded10 from '#qapi/recorded/qemu-10.0.json'
import { serverCases } from './servers.ts'
import { openClient } from './session-client.ts'

/** As it came: an older or newer QEMU may have other members than the types say. */
type Entry = SchemaInfo & Readonly<Record<string, unknown>>

async function ask(server: (typeof serverCases)[number][1]): Promise<readonly SchemaInfo[]> {
  const vm = await server.start({ now: () => 0, after: (ms, then) => clear(setTimeout(then, ms)) }, {})
  const { session } = await openClient(vm.dial())
  const schema = await session.execute('query-qmp-schema')
  await vm.stop()
  return schema
}

const clear = (timer: ReturnType<typeof setTimeout>) => () => clearTimeout(timer)

const sources = [
  ...serverCases.map(([name, server]) => [`of ${name}`, () => ask(server)] as const),
  ['recorded of 7.2', async () => recorded7 as unknown as SchemaInfo[]] as const,
  ['recorded of 10.0', async () => recorded10 as unknown as SchemaInfo[]] as const,
]

describe.each(sources)('the schema %s', (_, get) => {
  let entries: readonly Entry[] = []
  const named = (name: string) => entries.find((entry) => entry.name === name)
  const ofType = (type: string) => entries.filter((entry) => entry['meta-type'] === type)
  const features = (of: Readonly<Record<string, unknown>>) => (of['features'] ?? []) as readonly string[]

  beforeAll(async () => {
    entries = (await get()) as readonly Entry[]
  })

  it('I-01: has each name once, over all kinds of entries', () => {
    expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length)
  })

  it('I-02: names commands, events and builtins, and numbers all other types', () => {
    for (const { name, 'meta-type': type } of entries) {
      if (['command', 'event'].includes(type)) expect(name).toMatch(/^[a-zA-Z_][\w-]*$/)
      else if (type === 'builtin') expect(name).toMatch(/^[a-z]+$/)
      else expect(name).toMatch(type === 'array' ? /^\[\w+\]$/ : /^\d+$/)
    }
  })

  it('I-03: gives a command without arguments, and an event without data, an object without members', () => {
    for (const name of ['stop', 'STOP']) {
      const type = named(name)?.['arg-type'] as string
      expect(named(type)).toMatchObject({ 'meta-type': 'object', members: [] })
    }
  })

  it('I-04: marks an optional member by a default, and picks variants by a tag that is a member', () => {
    const eject = named(named('eject')?.['arg-type'] as string)
    const members = (eject?.['members'] ?? []) as readonly { name: string }[]
    const optional = members.filter((member) => 'default' in member).map(({ name }) => name)
    expect(optional.sort()).toEqual(['device', 'force', 'id'])
    for (const object of ofType('object').filter((entry) => 'tag' in entry)) {
      const own = (object['members'] ?? []) as readonly { name: string }[]
      expect(own.map(({ name }) => name)).toContain(object['tag'])
      expect(Object.keys(object)).toContain('variants')
    }
  })

  it('I-05: lists the values of an enum as members, and in the old way, too', () => {
    for (const entry of ofType('enum')) {
      const members = (entry['members'] ?? []) as readonly { name: string }[]
      expect(members.map(({ name }) => name)).toEqual(entry['values'])
    }
  })

  it('I-07: a string in one version may be an enum or an alternate in another; all are resolved', () => {
    const types = new Set(entries.map((entry) => entry['meta-type']))
    expect([...types].sort()).toEqual(['alternate', 'array', 'builtin', 'command', 'enum', 'event', 'object'])
  })

  it('I-08, C-13: says by features what is deprecated and what is unstable, whatever the name begins with', () => {
    const commands = ofType('command')
    const marked = (mark: string) =>
      commands.filter((entry) => features(entry).includes(mark)).map(({ name }) => name)
    for (const { name } of commands.filter((entry) => entry.name.startsWith('x-'))) {
      expect(marked('unstable')).toContain(name)
    }
    for (const name of ['query-status', 'stop']) expect(marked('unstable')).not.toContain(name)
    expect([...marked('deprecated'), 'none']).not.toContain('query-status')
  })

  it('I-09: does not describe the members of device_add, nor the result of qom-get', () => {
    const args = named(named('device_add')?.['arg-type'] as string)
    const members = (args?.['members'] ?? []) as readonly { name: string }[]
    if (args) expect(members.map(({ name }) => name).sort()).toEqual(['bus', 'driver', 'id'])
    expect(named('qom-get')?.['ret-type']).toBe('any')
  })
})

it('C-13: a command may be unstable without an x- before its name', () => {
  const entries = recorded10 as unknown as readonly Entry[]
  const unstable = entries.filter(
    (entry) =>
      entry['meta-type'] === 'command' && ((entry['features'] ?? []) as string[]).includes('unstable'),
  )
  expect(unstable.map(({ name }) => name).filter((name) => !name.startsWith('x-'))).toContain(
    'device-sync-config',
  )
})
