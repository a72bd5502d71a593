import { expect, test } from './fixtures/test.ts'
import { freePort } from './fixtures/vm.ts'
import { parts } from './fixtures/vm-command-line.ts'

test('every NIC is listed, also those that query-rx-filter lacks', async ({ shared, page, vmPage }) => {
  const { vm, dashboard } = shared
  const filters = await vm.watch.execute<{ name: string }[]>('query-rx-filter')
  expect(filters.map(({ name }) => name)).not.toContain(parts.oldNic)

  await dashboard.open(page, '/vm/web-01/network')
  const network = vmPage.panel('Network')
  await expect(network.getByRole('row').filter({ hasText: parts.nic })).toContainText('virtio-net-pci')
  await expect(network.getByRole('row').filter({ hasText: parts.oldNic })).toContainText('e1000')
  await expect(network).toContainText(/52:54:00:12:34:56/i)
})

for (const nic of [parts.nic, parts.oldNic]) {
  test(`the cable of ${nic} can be pulled and plugged in`, async ({ shared, page, vmPage }) => {
    const { vm, dashboard } = shared
    await dashboard.open(page, '/vm/web-01/network')
    const row = vmPage.panel('Network').getByRole('row').filter({ hasText: nic })

    await row.getByRole('button', { name: /link down/i }).click()
    await expect(row).toContainText(/down, set by you at/)
    await expect(vmPage.logged('set_link').first()).toContainText('false')
    if (nic === parts.nic) {
      // The guest hears of it a little later. The line as it is typed does not have the words that are waited for.
      vm.serial.type('until grep 0 /sys/class/net/eth0/carrier; do sleep 0.2; done; echo "carrier"":down"')
      await vm.serial.says('carrier:down')
    }

    await row.getByRole('button', { name: /link up/i }).click()
    await expect(row).toContainText(/up, set by you at/)
    await expect(vmPage.logged('set_link').first()).toContainText('true')
  })
}

test('a VM without a NIC names the option that adds one', async ({ openVm, vmPage }) => {
  await openVm({ devices: 'none', group: 'network' })
  await expect(vmPage.panel('Network')).toContainText('-netdev')
})

test('a forwarded port is shown on the overview, and how to log in through it with its card', async ({
  openVm,
  page,
  vmPage,
}) => {
  const port = await freePort()
  const forward = `user,hostfwd=tcp:127.0.0.1:${port}-:22`
  const { board } = await openVm({ devices: 'none', args: ['-nic', forward] })
  await expect(vmPage.panel('Network')).toContainText(`127.0.0.1:${port} → guest 22`)
  await board.open(page, '/vm/web-01/network')
  await expect(vmPage.panel('Network')).toContainText(`ssh -p ${port} 127.0.0.1`)
})
