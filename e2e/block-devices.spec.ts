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

test('a medium that is not there is refused in QEMU’s own words, where the hand was', async ({
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
