import { expect, test } from './fixtures/test.ts'
import type { Vm } from './fixtures/vm.ts'

interface BlockInfo {
  qdev?: string
  inserted?: { file: string }
}

async function mediumOf(vm: Vm, drive: string): Promise<string | undefined> {
  const devices = await vm.watch.execute<BlockInfo[]>('query-block')
  return devices.find(({ qdev }) => qdev?.includes(drive))?.inserted?.file
}

test('a disk shows its image, and its counters move', async ({ shared, page, vmPage }) => {
  await shared.dashboard.open(page, '/vm/web-01/storage')
  const disk = vmPage.panel('Block devices').getByRole('row').filter({ hasText: 'vda' })
  await expect(disk).toContainText('disk.raw')
  await expect(disk).toContainText('64 MiB')
  // The guest reads 2 MiB a second.
  await expect(disk).toContainText(/[1-9][\d.]* (kB|MB|KiB|MiB)\/s/, { timeout: 30_000 })
})

test('the medium of the CD drive can be ejected, and another inserted', async ({ shared, page, vmPage }) => {
  const { vm, dashboard } = shared
  await dashboard.open(page, '/vm/web-01/storage')
  const panel = vmPage.panel('Block devices')
  const drive = panel.getByRole('row').filter({ hasText: 'cd0' })
  await expect(drive).toContainText('first.iso')

  await drive.getByRole('button', { name: /^Eject/ }).click()
  await expect(drive).not.toContainText('first.iso')
  await expect(drive).toContainText(/no medium|empty/i)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  expect(await mediumOf(vm, 'cd0')).toBeUndefined()
  await expect(vmPage.logged('DEVICE_TRAY_MOVED').first()).toBeVisible()

  await drive.getByRole('button', { name: /^Insert/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(vm.file('second.iso'))
  await dialog.getByRole('button', { name: 'Insert' }).click()
  await expect(drive).toContainText('second.iso')
  expect(await mediumOf(vm, 'cd0')).toBe(vm.file('second.iso'))

  await vm.watch.execute('blockdev-change-medium', { id: 'cd0', filename: vm.file('first.iso') })
})

test('a medium that does not exist is refused in QEMU’s words, in the dialog', async ({
  shared,
  page,
  vmPage,
}) => {
  const { vm, dashboard } = shared
  await dashboard.open(page, '/vm/web-01/storage')
  const drive = vmPage.panel('Block devices').getByRole('row').filter({ hasText: 'cd0' })
  await drive.getByRole('button', { name: /^Insert|^Change/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('/nowhere/nothing.iso')
  await dialog.getByRole('button', { name: /^Insert|^Change/ }).click()
  await expect(dialog.getByRole('alert')).toContainText("Could not open '/nowhere/nothing.iso'")
  await expect(dialog.getByRole('alert')).toContainText('GenericError')
  expect(await mediumOf(vm, 'cd0')).toBe(vm.file('first.iso'))
})

/** As Proxmox VE 9 builds a disk: a throttle node on top, here of a chain of three images. */
async function addThrottledDisk({ watch, file }: Pick<Vm, 'watch' | 'file'>) {
  await watch.execute('blockdev-add', {
    driver: 'throttle',
    'node-name': 'drive-scsi0',
    'throttle-group': 'tg0',
    file: {
      driver: 'raw',
      'node-name': 'base',
      file: { driver: 'file', filename: file('disk.raw') },
    },
  })
  for (const [below, name] of [
    ['base', 'mid'],
    ['mid', 'top'],
  ]) {
    await watch.execute('blockdev-snapshot-sync', {
      'node-name': below,
      'snapshot-node-name': name,
      'snapshot-file': file(`${name}.qcow2`),
      format: 'qcow2',
    })
  }
  await watch.execute('device_add', {
    ...{ driver: 'scsi-hd', id: 'scsi0', drive: 'drive-scsi0', serial: 'ABC123', bootindex: 1 },
  })
}

test('below a throttle node and a job’s filter the image is shown, with its chain and its limits', async ({
  qemu,
  dashboard,
  page,
  vmPage,
}) => {
  const vm = await qemu({
    devices: 'none',
    args: [
      ...['-object', 'throttle-group,id=tg0,x-iops-total=500', '-device', 'virtio-scsi-pci'],
      ...['-drive', 'if=none,id=spare', '-drive', 'if=none,id=other'],
    ],
  })
  await addThrottledDisk({ watch: vm.watch, file: (name) => vm.file(name) })
  const board = await dashboard(`web-01=${vm.address}`)
  await board.open(page, '/vm/web-01/storage')
  const panel = vmPage.panel('Block devices')
  const disk = panel.getByRole('row', { name: /^scsi0/ })
  await expect(disk).toContainText(/top\.qcow2 qcow2, \d+ KiB of 64 MiB, throttled/)

  await disk.getByRole('button', { name: 'scsi0' }).click()
  const details = page.getByRole('region', { name: 'Details of scsi0' })
  await expect(details).toContainText('500 IOPS (group tg0)')
  await expect(details.getByRole('listitem')).toContainText([
    /mid\.qcow2, qcow2, 64 MiB/,
    /disk\.raw, raw, 64 MiB/,
  ])
  await expect(details).toContainText('ABC123')

  await vm.watch.execute('blockdev-add', { driver: 'null-co', 'node-name': 'target', size: 64 << 20 })
  await vm.watch.execute('blockdev-mirror', {
    ...{ 'job-id': 'copy', device: 'drive-scsi0', target: 'target', sync: 'full' },
    'filter-node-name': 'copying',
  })
  await expect(details).toContainText('mirror_top, throttle')
  await expect(disk).toContainText(/top\.qcow2 qcow2, \d+ KiB of 64 MiB, throttled/)

  await panel.getByText('2 unused drives').click()
  await expect(panel.getByRole('listitem').filter({ hasText: 'spare' })).toBeVisible()
  await expect(panel.getByRole('button', { name: /^Insert/ })).toHaveCount(0)
})
