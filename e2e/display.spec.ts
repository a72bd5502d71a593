import { expect, test } from './fixtures/test.ts'

test('the VNC server of the VM is shown with its address', async ({ shared, page, vmPage }) => {
  const { vm, dashboard } = shared
  await dashboard.open(page, '/vm/web-01/console')
  const display = vmPage.panel('Display')
  await expect(display).toContainText('VNC')
  await expect(display).toContainText(vm.file('vnc.sock'))
})

test('a VM without VNC names the option that adds it', async ({ openVm, vmPage }) => {
  await openVm({ devices: 'none', group: 'console' })
  await expect(vmPage.panel('Display')).toContainText('-vnc')
})
