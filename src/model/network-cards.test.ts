import { expect, test } from 'vitest'
import { devicesToAsk, isNetworkCard, networkCardRows, setLink } from './network-cards.ts'
import { childrenOf } from './qom.ts'

// The types that QEMU 7.2 lists in /machine/unattached of a q35 machine with its default card.
const q35 = [
  'irq memory-region smbus-eeprom i8257 vmmouse VGA isa-i8259 port92 e1000e ich9-ahci System isa-pcspk hpet',
  'qemu64-x86_64-cpu ide-cd isa-serial mc146818rtc kvmvapic ICH9-SMB isa-parallel isa-pit ICH9-LPC i8042 vmport',
]
  .join(' ')
  .split(' ')

test('of the devices of a PC, only its card is asked', () => {
  const properties = q35.map((type, index) => ({ name: `device[${index}]`, type: `child<${type}>` }))
  expect(devicesToAsk(childrenOf('/machine/unattached', properties))).toEqual([
    { path: '/machine/unattached/device[8]', type: 'e1000e' },
  ])
})

test('one device of each type is asked', () => {
  const nic = (name: string) => ({ path: `/machine/peripheral/${name}`, type: 'virtio-net-pci' })
  expect(devicesToAsk([nic('a'), nic('b')])).toHaveLength(1)
  expect(devicesToAsk([{ path: '/machine/unattached/device[0]', type: 'gem' }])).toHaveLength(1)
})

test('a network card has a mac and a netdev', () => {
  const named = (...names: string[]) => names.map((name) => ({ name, type: 'str' }))
  expect(isNetworkCard(named('type', 'mac', 'netdev', 'bootindex'))).toBe(true)
  expect(isNetworkCard(named('type', 'addr'))).toBe(false)
  expect(isNetworkCard(undefined)).toBe(false)
})

const virtio = {
  path: '/machine/peripheral/net0',
  type: 'virtio-net-pci',
  mac: '52:54:00:12:34:56',
  netdev: 'n0',
}

test('a card with an ID is named by it, and its filter is found by name', () => {
  const filter = {
    name: 'net0',
    'main-mac': '02:00:00:00:00:01',
    promiscuous: true,
    multicast: 'normal',
    'multicast-table': ['01:00:5e:00:00:01'],
  }
  const [card] = networkCardRows([virtio], [filter])
  expect(card).toMatchObject({
    name: 'net0',
    model: 'virtio-net-pci',
    netdev: 'n0',
    linkName: 'net0',
    filter: {
      mac: '02:00:00:00:00:01',
      promiscuous: true,
      broadcast: false,
      multicast: 'normal',
      multicastMacs: ['01:00:5e:00:00:01'],
      unicast: undefined,
    },
  })
})

test('a card without id is named by its netdev, and its filter found by MAC', () => {
  const card = { ...virtio, path: '/machine/unattached/device[21]', netdev: '#net039' }
  const filter = { name: 'virtio-net-pci.0', 'main-mac': '52:54:00:12:34:56', promiscuous: false }
  expect(networkCardRows([card], [filter])[0]).toMatchObject({
    id: undefined,
    name: '#net039',
    linkName: '#net039',
    filter: { promiscuous: false },
  })
})

test('a card without netdev is named by the end of its path', () => {
  const card = { ...virtio, path: '/machine/unattached/device[21]', netdev: '' }
  const filter = { name: 'virtio-net-pci.0', 'main-mac': '52:54:00:12:34:56' }
  expect(networkCardRows([card], [filter])[0]?.linkName).toBe('virtio-net-pci.0')
  const [row] = networkCardRows([card])
  expect(row).toMatchObject({ name: 'device[21]', netdev: undefined, linkName: undefined })
  expect(row && setLink(row, true)).toBeUndefined()
})

test('the link is set by the name that QEMU knows', () => {
  const [row] = networkCardRows([virtio])
  expect(row && setLink(row, false)).toMatchObject({
    command: 'set_link',
    arguments: { name: 'net0', up: false },
  })
})

test('cards are sorted by name, with numbers in numeric order', () => {
  const card = (id: string) => ({
    path: `/machine/peripheral/${id}`,
    type: 'e1000',
    mac: '52:54:00:12:34:56',
    netdev: '',
  })
  const rows = networkCardRows(['net2', 'net0', 'net10', 'net1'].map(card))
  expect(rows.map(({ name }) => name)).toEqual(['net0', 'net1', 'net2', 'net10'])
})
