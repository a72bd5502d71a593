import { expect, test } from './fixtures/test.ts'
import { memoryBytes } from './fixtures/vm-command-line.ts'

/** What no event tells is asked every few seconds; a machine that is busy with other tests takes longer. */
const soon = { timeout: 20_000 }

/** A VM that takes more vCPUs and memory, and has two slots for cards. */
const roomy = [
  ...['-smp', '2,maxcpus=4', '-m', `${memoryBytes / 1024 / 1024},slots=2,maxmem=1G`],
  ...['-device', 'pcie-root-port,id=slot1,chassis=1', '-device', 'pcie-root-port,id=slot2,chassis=2'],
]

test('what another monitor plugs in is on the overview without any event', async ({
  qemu,
  dashboard,
  page,
  vmPage,
}) => {
  const vm = await qemu({ args: roomy })
  const board = await dashboard(`web-01=${vm.address}`)
  await board.open(page, '/vm/web-01')
  const [cpus, memory] = [vmPage.panel('CPUs'), vmPage.panel('Memory')]
  const [disks, network] = [vmPage.panel('Block devices'), vmPage.panel('Network')]
  await expect(cpus).toContainText('vCPU 1')
  await expect(disks).toContainText('vda')
  await expect(network).toContainText('nic0')
  await expect(memory).toContainText('256 MiB')

  await vm.watch.execute('device_add', { driver: 'virtio-net-pci', id: 'late-nic', bus: 'slot1' })
  await expect(network).toContainText('late-nic', soon)

  await vm.watch.execute('blockdev-add', { driver: 'null-co', 'node-name': 'late-node', size: 1 << 20 })
  await vm.watch.execute('device_add', {
    driver: 'virtio-blk-pci',
    id: 'late-disk',
    drive: 'late-node',
    bus: 'slot2',
  })
  await expect(disks).toContainText('late-disk', soon)

  const places =
    await vm.watch.execute<{ type: string; props: object; 'qom-path'?: string }[]>('query-hotpluggable-cpus')
  const free = places.find((place) => place['qom-path'] === undefined)
  await vm.watch.execute('device_add', { driver: free?.type, id: 'late-cpu', ...free?.props })
  await expect(cpus).toContainText('3 vCPUs', soon)

  await vm.watch.execute('object-add', { 'qom-type': 'memory-backend-ram', id: 'late-ram', size: 128 << 20 })
  await vm.watch.execute('device_add', { driver: 'pc-dimm', id: 'late-dimm', memdev: 'late-ram' })
  await expect(memory).toContainText('384 MiB', soon)
})

test('what another monitor does to a disk is on the page without any event', async ({
  qemu,
  dashboard,
  page,
  vmPage,
}) => {
  const vm = await qemu()
  const board = await dashboard(`web-01=${vm.address}`)
  await board.open(page, '/vm/web-01/storage')
  const disk = vmPage.panel('Block devices')
  const row = disk.getByRole('row').filter({ hasText: 'vda' })
  await expect(row).toContainText('64 MiB')
  // Limits are among the details, which are asked for once they are open.
  await row.getByRole('button', { expanded: false }).click()

  await vm.watch.execute('block_resize', { 'node-name': 'disk', size: 96 << 20 })
  await expect(disk).toContainText('96 MiB', soon)

  const limits = { bps: 0, bps_rd: 0, bps_wr: 0, iops: 777, iops_rd: 0, iops_wr: 0 }
  await vm.watch.execute('block_set_io_throttle', { id: '/machine/peripheral/vda/virtio-backend', ...limits })
  await expect(disk).toContainText('777', soon)

  await vm.watch.execute('blockdev-snapshot-sync', {
    'node-name': 'disk',
    'snapshot-file': vm.file('overlay.qcow2'),
    'snapshot-node-name': 'overlay',
    format: 'qcow2',
  })
  await expect(disk).toContainText('overlay.qcow2', soon)
})

test('a card that is plugged in, and an address of the display that changes, are seen where they are shown', async ({
  qemu,
  dashboard,
  page,
  vmPage,
}) => {
  const vm = await qemu({ args: roomy })
  const board = await dashboard(`web-01=${vm.address}`)
  await board.open(page, '/vm/web-01/devices')
  await expect(vmPage.panel('PCI')).toContainText('nic0')
  await vm.watch.execute('device_add', { driver: 'virtio-rng-pci', id: 'late-rng', bus: 'slot1' })
  await expect(vmPage.panel('PCI')).toContainText('late-rng', soon)

  await board.open(page, '/vm/web-01/console')
  await expect(vmPage.panel('Display')).toContainText('vnc.sock')
  const addresses = [{ type: 'unix', path: vm.file('other.sock') }]
  await vm.watch.execute('display-update', { type: 'vnc', addresses })
  await expect(vmPage.panel('Display')).toContainText('other.sock', soon)
})

test('a migration of which no event tells is in the badge and in the state strip', async ({
  qemu,
  dashboard,
  page,
  vmPage,
}) => {
  const vm = await qemu()
  const board = await dashboard(`web-01=${vm.address}`)
  await board.open(page, '/vm/web-01')
  await expect(vmPage.state).toContainText('running')
  // It ends in nobody's hands: the pipe is full soon.
  await vm.watch.execute('migrate', { uri: 'exec:sleep 60' })
  await expect(vmPage.state).toContainText('migrating', soon)
  await expect(vmPage.panel('Status')).toContainText('Migrating')
})

test('what was refused before the machine was made is asked again when it is', async ({
  qemu,
  dashboard,
  page,
  vmPage,
}) => {
  const vm = await qemu({ devices: 'none', args: ['-preconfig', '-S'] })
  const board = await dashboard(`web-01=${vm.address}`)
  await board.open(page, '/vm/web-01')
  await expect(page.locator('main')).toContainText('permitted only after machine initialization')
  await vm.watch.execute('x-exit-preconfig')
  await expect(vmPage.panel('CPUs')).toContainText('2 vCPUs', soon)
  await expect(page.locator('main')).not.toContainText('permitted only after machine initialization', soon)
})
