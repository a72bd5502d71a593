import { expect, it } from 'vitest'
import { simulate } from '../test-client.ts'

const client = () => simulate().connect().negotiate()
const names = (list: unknown) => (list as { name: string }[]).map(({ name }) => name)

it('lists devices with an ID, devices without, and those of the board', () => {
  const vm = client()
  expect(names(vm.ask('qom-list', { path: '/machine/peripheral' }))).toEqual(
    expect.arrayContaining(['vda', 'cd0', 'nic0', 'balloon0', 'rng0', 'tablet0']),
  )
  expect(vm.ask('qom-list', { path: '/machine/peripheral-anon' })).toContainEqual({
    name: 'device[0]',
    type: 'child<e1000>',
  })
  expect(names(vm.ask('qom-list', { path: '/machine/unattached' }))).toContain('device[0]')
})

it('every child that is listed can be listed itself', () => {
  const vm = client()
  const visit = (path: string): number => {
    const properties = vm.ask('qom-list', { path }) as { name: string; type: string }[]
    const children = properties.filter(({ type }) => type.startsWith('child<'))
    const below = children.map(({ name }) => visit(`${path === '/' ? '' : path}/${name}`))
    return below.reduce((sum, count) => sum + count, 1)
  }
  expect(visit('/')).toBeGreaterThan(60)
})

it('reads properties by path and by the end of a path', () => {
  const vm = client()
  const mac = { property: 'mac' }
  expect(vm.ask('qom-get', { path: '/machine/peripheral/nic0', ...mac })).toBe('52:54:00:12:34:56')
  expect(vm.ask('qom-get', { path: 'nic0', ...mac })).toBe('52:54:00:12:34:56')
  expect(vm.ask('qom-get', { path: '/machine/peripheral-anon/device[0]', ...mac })).toBe('52:54:00:12:34:57')
})

it('1.8: large integers keep their digits', () => {
  const vm = client()
  vm.run('qom-get', { path: '/machine/peripheral/rp1', property: 'mem-reserve' })
  expect(vm.text).toContain('{"return": 18446744073709551615}')
})

it.each([
  ['qom-list', { path: '/nope' }, "DeviceNotFound: Device '/nope' not found"],
  ['qom-list', { path: '' }, "GenericError: Path '' is ambiguous"],
  ['qom-list', { path: 'virtio-backend' }, "GenericError: Path 'virtio-backend' is ambiguous"],
  ['qom-get', { path: 'rp1', property: 'type' }, "DeviceNotFound: Device 'rp1' not found"],
  ['qom-get', { path: 'nic0', property: 'nope' }, "GenericError: Property 'virtio-net-pci.nope' not found"],
  [
    'qom-set',
    { path: 'balloon0', property: 'guest-stats', value: 1 },
    "GenericError: Property 'virtio-balloon-pci.guest-stats' is not writable",
  ],
])('refuses %s %j', (command, args, words) => {
  expect(client().refusal(command, args)).toBe(words)
})
