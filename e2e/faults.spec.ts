import { VmPage } from './fixtures/locators.ts'
import { expect, test } from './fixtures/test.ts'

test('errors that QEMU reports to the guest are shown while the VM runs: on its page, in the list and on a page opened later', async ({
  qemu,
  dashboard,
  page,
  browser,
  vmPage,
}) => {
  const vm = await qemu({ guest: true, devices: 'failing disk' })
  const board = await dashboard(`web-01=${vm.address}`)
  await board.open(page, '/vm/web-01')
  await vm.guestIsUp()
  vm.serial.type('dd if=/dev/zero of=/dev/vda bs=4096 count=1 conv=fsync')
  await vm.watch.event('BLOCK_IO_ERROR')

  const status = vmPage.panel('Status')
  await expect(status).toContainText('A write to vda failed')
  await expect(vmPage.state).toContainText('running')
  const row = vmPage.panel('Block devices').getByRole('row', { name: /^vda/ })
  await expect(row).toContainText('write errors on vda')

  await test.step('another browser, opened later, knows it, and has not seen it', async () => {
    const context = await browser.newContext()
    const second = await context.newPage()
    const theirs = new VmPage(second)
    await board.open(second, '/vm/web-01')
    await expect(theirs.panel('Status')).toContainText('A write to vda failed')
    await second.getByRole('navigation').getByRole('link', { name: 'All VMs' }).click()
    await expect(second.getByRole('main')).toContainText('write errors on')
    await context.close()
  })

  await test.step('who has seen it is not told again, also after a reload', async () => {
    await status.getByRole('button', { name: 'Seen' }).click()
    await expect(status).not.toContainText('A write to vda failed')
    await expect(row).toContainText('write errors on vda')
    await page.reload()
    await expect(row).toContainText('write errors on vda')
    await expect(status.getByRole('button', { name: 'Seen' })).toBeHidden()
  })
})
