import { expectTypeOf, test } from 'vitest'
import type { BlockDevice, BlockNode, MemoryDevice, PciDevice, RunState, Status, Version } from './names.ts'
import type {
  ActName,
  Arguments,
  ArgumentsParameter,
  CommandName,
  EventData,
  EventName,
  ReadName,
  Return,
} from './types.ts'

type Capability = Arguments<'migrate-set-capabilities'>['capabilities'][number]['capability']

// These hold when they compile; nothing is left of them at run time.

test('a command or event that no QEMU has does not compile', () => {
  // @ts-expect-error
  const command: CommandName = 'query-nonsense'
  // @ts-expect-error
  const event: EventName = 'NONSENSE'
  expectTypeOf([command, event]).not.toBeAny()
})

test('arguments are closed: wrong members, types, values and variants do not compile', () => {
  const right: Arguments<'block_resize'> = { 'node-name': 'disk0', size: 1 }
  // @ts-expect-error
  const member: Arguments<'block_resize'> = { node: 'disk0', size: 1 }
  // @ts-expect-error
  const type: Arguments<'block_resize'> = { size: '1 GiB' }
  // @ts-expect-error
  const missing: Arguments<'block_resize'> = { 'node-name': 'disk0' }
  // @ts-expect-error
  const value: Arguments<'blockdev-mirror'> = { device: 'a', target: 'b', sync: 'some' }
  const variant: Arguments<'blockdev-add'> = { driver: 'raw', file: { driver: 'file', filename: 'a.img' } }
  // @ts-expect-error
  const mixed: Arguments<'blockdev-add'> = { driver: 'file', filename: 'a.img', server: 'x' }
  expectTypeOf([right, member, type, missing, value, variant, mixed]).not.toBeAny()
})

test('device_add alone takes members beyond its schema', () => {
  const device: Arguments<'device_add'> = { driver: 'virtio-net-pci', id: 'nic1', netdev: 'net1', mq: true }
  expectTypeOf(device.driver).toEqualTypeOf<string>()
})

test('arguments may be left out where none are needed, and only there', () => {
  expectTypeOf<[]>().toExtend<ArgumentsParameter<'stop'>>()
  expectTypeOf<[]>().toExtend<ArgumentsParameter<'query-block'>>()
  expectTypeOf<[]>().not.toExtend<ArgumentsParameter<'device_del'>>()
})

test('reads and acts are apart, and negotiation and descriptors are neither', () => {
  expectTypeOf<ReadName & ActName>().toBeNever()
  expectTypeOf<'query-block' | 'qom-get' | 'device-list-properties'>().toExtend<ReadName>()
  expectTypeOf<'stop' | 'qom-set' | 'human-monitor-command'>().toExtend<ActName>()
  expectTypeOf<'qmp_capabilities' | 'getfd'>().not.toExtend<ReadName | ActName>()
})

test('an act is no read, and a read no act', () => {
  // @ts-expect-error
  const read: ReadName = 'system_reset'
  // @ts-expect-error
  const monitor: ReadName = 'human-monitor-command'
  // @ts-expect-error
  const act: ActName = 'query-status'
  expectTypeOf([read, monitor, act]).not.toBeAny()
})

test('what only one recording has is there: commands, events, members and values of either', () => {
  expectTypeOf<'x-query-rdma' | 'query-audiodevs' | 'blockdev-set-active'>().toExtend<CommandName>()
  expectTypeOf<'MEM_UNPLUG_ERROR' | 'VFIO_MIGRATION'>().toExtend<EventName>()
  const before: Arguments<'migrate'> = { uri: 'tcp:host:1', blk: true }
  const after: Arguments<'migrate'> = { channels: [] }
  expectTypeOf([before, after]).not.toBeAny()
  expectTypeOf<undefined>().toExtend<Arguments<'migrate'>['uri']>()
  expectTypeOf<'zero-blocks' | 'mapped-ram'>().toExtend<Capability>()
  // @ts-expect-error
  const capability: Capability = 'zero-block'
  expectTypeOf(capability).toBeString()
})

test('answers are open: enums take values of a newer QEMU and still complete the known ones', () => {
  expectTypeOf<'running'>().toExtend<RunState>()
  expectTypeOf<string>().toExtend<RunState>()
  expectTypeOf<Return<'query-hotpluggable-cpus'>[number]['qom-path']>().toEqualTypeOf<string | undefined>()
})

test('what one recording lacks is optional, and old eras are in the types', () => {
  expectTypeOf<undefined>().toExtend<Status['status']>()
  expectTypeOf<Status['singlestep']>().toEqualTypeOf<boolean | undefined>()
  expectTypeOf<string>().toExtend<Version['qemu']>()
  expectTypeOf<undefined>().toExtend<BlockDevice['inserted']>()
  expectTypeOf<EventData<'SHUTDOWN'>['guest']>().toEqualTypeOf<boolean | undefined>()
  expectTypeOf<BlockNode['node-name']>().toEqualTypeOf<string | undefined>()
})

test('a tag tells variants apart, and one that nobody listed remains', () => {
  const addressOf = (device: MemoryDevice): number | bigint | undefined => {
    switch (device.type) {
      case 'dimm':
        return device.data.addr
      case 'virtio-mem':
        return device.data.memaddr
      default:
        expectTypeOf(device.type).toExtend<string>()
        return undefined
    }
  }
  expectTypeOf(addressOf).toBeFunction()
})

test('integers beyond 2^53 are wide, others are numbers', () => {
  expectTypeOf<bigint>().toExtend<EventData<'BLOCK_WRITE_THRESHOLD'>['write-threshold']>()
  const parameters: Arguments<'migrate-set-parameters'> = { 'max-bandwidth': 9223372036853727232n }
  expectTypeOf(parameters['max-bandwidth']).toEqualTypeOf<number | bigint | undefined>()
  expectTypeOf<PciDevice['slot']>().toEqualTypeOf<number>()
})
