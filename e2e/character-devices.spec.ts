import { expect, test } from './fixtures/test.ts'

test('character devices are listed with their back end and whether it is open', async ({
  shared,
  page,
  vmPage,
}) => {
  const { vm, dashboard } = shared
  await dashboard.open(page, '/vm/web-01/devices')
  const panel = vmPage.panel('Character devices')
  await expect(panel.getByRole('row').filter({ hasText: 'serial0' })).toContainText(vm.file('serial.sock'))
  // The monitors are character devices, too: this page's own is among them.
  await expect(panel.getByRole('row').filter({ hasText: `${vm.port}` })).toBeVisible()
})
