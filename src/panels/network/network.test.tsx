import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { renderPanel } from '#query/testing/render-panel.tsx'
import { Refusal, SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { network } from './panel.ts'

afterEach(cleanup)

const tree: Record<string, unknown[]> = {
  '/machine/peripheral': [
    { name: 'nic0', type: 'child<virtio-net-pci>' },
    { name: 'nic1', type: 'child<e1000>' },
    { name: 'balloon0', type: 'child<virtio-balloon-pci>' },
  ],
  '/machine/peripheral/nic0': [
    { name: 'mac', type: 'str' },
    { name: 'netdev', type: 'str' },
  ],
  '/machine/peripheral/nic1': [
    { name: 'mac', type: 'str' },
    { name: 'netdev', type: 'str' },
  ],
}
const properties: Record<string, unknown> = {
  '/machine/peripheral/nic0 mac': '52:54:00:12:34:56',
  '/machine/peripheral/nic0 netdev': 'net0',
  '/machine/peripheral/nic1 mac': '52:54:00:12:34:57',
  '/machine/peripheral/nic1 netdev': '',
}

function qemuWithCards() {
  return new SimulatedQemu({
    'qom-list': ({ path }: { path: string }) => tree[path] ?? [],
    'qom-get': ({ path, property }: { path: string; property: string }) => properties[`${path} ${property}`],
    'query-rx-filter': [
      {
        name: 'nic0',
        'main-mac': '02:00:00:00:00:01',
        promiscuous: false,
        'broadcast-allowed': true,
        unicast: 'normal',
        multicast: 'normal',
        'multicast-table': ['33:33:00:00:00:01', '01:00:5e:00:00:01'],
      },
    ],
    'query-pci': [],
    set_link: {},
  })
}

const rowOf = (name: string) => screen.findByRole('row', { name: new RegExp(`^${name}`) })

test('every card is listed, also those that query-rx-filter misses', async () => {
  renderPanel(network, qemuWithCards())
  const virtio = await rowOf('nic0 virtio-net-pci')
  expect(virtio.textContent).toContain('52:54:00:12:34:56, the guest uses 02:00:00:00:00:01')
  expect(virtio.textContent).toContain('its own MAC, broadcast, 2 multicast groups')
  const old = await rowOf('nic1 e1000')
  expect(old.textContent).toContain('not connected')
  expect(screen.getAllByText('not reported')).toHaveLength(2)
})

const process = {
  pid: 7,
  now: 0,
  threads: {},
  commandLine: ['qemu-system-x86_64', '-netdev', 'user,id=net0,hostfwd=tcp:127.0.0.1:2222-:22'],
}

test('what the command line says of a backend stands at its card, with the way in', async () => {
  renderPanel(network, qemuWithCards(), { process })
  expect((await rowOf('nic0')).textContent).toContain('net0, user127.0.0.1:2222 → guest 22')
  expect(await screen.findByText('To log in by SSH')).toBeTruthy()
  expect(await screen.findByText('ssh -p 2222 127.0.0.1')).toBeTruthy()
})

test('the overview has the forwarded ports, too', async () => {
  renderPanel(network, qemuWithCards(), { process, brief: true })
  expect(await screen.findByText('127.0.0.1:2222 → guest 22')).toBeTruthy()
})

test('a link is said to be what it was last set to, and by whom', async () => {
  const qemu = qemuWithCards()
  renderPanel(network, qemu)
  await userEvent.click(within(await rowOf('nic0')).getByRole('button', { name: 'Link down for nic0' }))
  expect(qemu.asked('set_link')).toEqual([{ name: 'nic0', up: false }])
  expect((await rowOf('nic0')).textContent).toMatch(/down, set by you at \d\d:\d\d:\d\d/)
  await userEvent.click(within(await rowOf('nic0')).getByRole('button', { name: 'Link up for nic0' }))
  expect((await rowOf('nic0')).textContent).toMatch(/up, set by you/)
  expect((await rowOf('nic1')).textContent).toContain('not reported')
})

test('both buttons stay, as another monitor may have changed the link, and the overview says when it was set', async () => {
  const { services, unmount } = renderPanel(network, qemuWithCards())
  await userEvent.click(within(await rowOf('nic0')).getByRole('button', { name: 'Link down for nic0' }))
  await screen.findByText('down')
  const buttons = within(await rowOf('nic0')).getAllByRole('button', { name: /^Link/ })
  expect(buttons.map(({ textContent }) => textContent)).toEqual(['Link up for nic0', 'Link down for nic0'])
  unmount()
  const { container } = renderPanel(network, qemuWithCards(), { services, brief: true })
  await waitFor(() => expect(container.textContent).toMatch(/set down by you at \d\d:\d\d:\d\d/))
})

test('clearing the log changes nothing of what is known of a link', async () => {
  const { services, unmount } = renderPanel(network, qemuWithCards())
  await userEvent.click(within(await rowOf('nic0')).getByRole('button', { name: 'Link down for nic0' }))
  await screen.findByText('down')
  act(() => services.log.clear())
  expect((await rowOf('nic0')).textContent).toMatch(/down, set by you/)
  unmount()
  renderPanel(network, qemuWithCards(), { services })
  expect((await rowOf('nic0')).textContent).toMatch(/down, set by you/)
})

test('what was told in another session says nothing about this one', async () => {
  const qemu = qemuWithCards()
  const { clock } = renderPanel(network, qemu)
  await userEvent.click(within(await rowOf('nic0')).getByRole('button', { name: /^Link down/ }))
  expect(await screen.findByText('down')).toBeTruthy()
  act(() => {
    clock.advance(1000)
    qemu.hangUp()
  })
  await act(async () => clock.advance(1000))
  await waitFor(() => expect(screen.getAllByText('not reported')).toHaveLength(2))
})

test('what QEMU refuses stands at the card', async () => {
  const qemu = qemuWithCards()
  qemu.answers['set_link'] = new Refusal("Device 'nic1' not found", 'DeviceNotFound')
  renderPanel(network, qemu)
  await userEvent.click(within(await rowOf('nic1')).getByRole('button', { name: /^Link down/ }))
  const alert = await within(await rowOf('nic1')).findByRole('alert')
  expect(alert.textContent).toContain("Device 'nic1' not found")
  expect(alert.textContent).toContain('DeviceNotFound')
})

const children = (...types: string[]) =>
  types.map((type, index) => ({ name: `${type}[${index}]`, type: `child<${type}>` }))

function qemuWithout(devices: string[], pci: unknown) {
  return new SimulatedQemu({
    'qom-list': ({ path }: { path: string }) => (path === '/machine/unattached' ? children(...devices) : []),
    'qom-get': {},
    'query-rx-filter': [],
    'query-pci': pci,
    set_link: {},
  })
}

test('without a card, the advice is for the bus that this machine has', async () => {
  const { unmount } = renderPanel(network, qemuWithout(['VGA'], [{ bus: 0, devices: [] }]))
  const note = async () =>
    (await screen.findByText('No network card is among this VM’s devices.')).parentElement
  await waitFor(async () => expect((await note())?.textContent).toContain('-device virtio-net-pci,'))
  unmount()
  renderPanel(network, qemuWithout(['virtio-mmio'], new Refusal('PCI is not available')))
  await waitFor(async () => expect((await note())?.textContent).toContain('-device virtio-net-device,'))
})

test('a machine without such a bus gets no advice', async () => {
  renderPanel(network, qemuWithout(['VGA'], []))
  const note = await screen.findByText('No network card is among this VM’s devices.')
  expect(note.parentElement?.textContent).not.toContain('-device')
})

// As QEMU 7.2 answers for `-M ast2600-evb -nic user`, its other devices left out.
const board: Record<string, unknown[]> = {
  '/machine': [
    { name: 'type', type: 'string' },
    { name: 'soc', type: 'child<ast2600-a3>' },
    { name: 'peripheral', type: 'child<container>' },
    { name: 'unattached', type: 'child<container>' },
  ],
  '/machine/soc': [0, 1, 2, 3].map((index) => ({ name: `ftgmac100[${index}]`, type: 'child<ftgmac100>' })),
  '/machine/soc/ftgmac100[3]': [
    { name: 'netdev', type: 'str' },
    { name: 'aspeed', type: 'bool' },
    { name: 'mac', type: 'str' },
    { name: 'ftgmac100[3]', type: 'child<memory-region>' },
  ],
}

test('the cards inside a system on a chip are listed, each type being asked for its properties once', async () => {
  const qemu = new SimulatedQemu({
    'qom-list': ({ path }: { path: string }) => board[path] ?? [],
    'qom-get': ({ path, property }: { path: string; property: string }) => {
      const index = Number(/\d(?=\]$)/.exec(path)?.[0])
      if (property === 'mac') return `52:54:00:12:34:5${6 + index}`
      return index === 0 ? '#net024' : ''
    },
    'query-rx-filter': [],
    'query-pci': [],
    set_link: {},
  })
  renderPanel(network, qemu)
  expect((await rowOf('#net024 ftgmac100')).textContent).toContain('52:54:00:12:34:56')
  expect((await rowOf('ftgmac100.3')).textContent).toContain('52:54:00:12:34:59')
  expect(screen.getAllByText('not connected')).toHaveLength(3)
  const asked = qemu.asked('qom-list').map((args) => (args as { path: string }).path)
  expect(asked.filter((path) => path.startsWith('/machine/soc/'))).toEqual(['/machine/soc/ftgmac100[3]'])
})

test('a card of the host that is passed through is listed, without a cable to pull', async () => {
  const vfio = [{ name: 'hostnic', type: 'child<vfio-pci>' }]
  const device = {
    bus: 0,
    slot: 4,
    function: 0,
    qdev_id: 'hostnic',
    class_info: { class: 0x0200, desc: 'Ethernet controller' },
    id: { vendor: 0x8086, device: 0x1533 },
  }
  const qemu = new SimulatedQemu({
    'qom-list': ({ path }: { path: string }) => (path === '/machine/peripheral' ? vfio : []),
    'qom-get': {},
    'query-rx-filter': [],
    'query-pci': [{ bus: 0, devices: [device] }],
    set_link: {},
  })
  renderPanel(network, qemu)
  const row = await rowOf('hostnic vfio-pci')
  expect(row.textContent).toContain('the host’s device, passed through')
  expect(within(row).queryByRole('button')).toBeNull()
})
