// CPUs, Memory, Balloon.
import { expect, test } from './fixtures/test.ts'
import { cpus, memoryBytes } from './fixtures/vm-command-line.ts'

const MiB = 1024 * 1024

test('CPUs and memory are those of the VM', async ({ shared, page, vmPage }) => {
  await shared.dashboard.open(page, '/vm/web-01/cpu-memory')
  await expect(vmPage.panel('CPUs')).toContainText(`${cpus}`)
  await expect(vmPage.panel('Memory')).toContainText(`${memoryBytes / MiB} MiB`)
})

test('setting the balloon makes the guest give memory back, and the page shows the new size', async ({
  shared,
  page,
  vmPage,
}) => {
  const { vm, dashboard } = shared
  const balloon = vmPage.panel('Balloon')
  const set = async (size: number) => {
    await balloon.getByRole('spinbutton').fill(`${size}`)
    await balloon.getByRole('spinbutton').press('Enter')
    await expect(balloon).toContainText(`${size} MiB`)
    await expect
      .poll(async () => (await vm.watch.execute<{ actual: number }>('query-balloon')).actual)
      .toBe(size * MiB)
  }

  await dashboard.open(page, '/vm/web-01/cpu-memory')
  await set(192)
  await expect(vmPage.logged('BALLOON_CHANGE').first()).toBeVisible()
  await set(memoryBytes / MiB)
})

test('a VM without a balloon names the option that adds one', async ({ openVm, vmPage }) => {
  await openVm({ devices: 'none', group: 'cpu-memory' })
  await expect(vmPage.panel('Balloon')).toContainText('virtio-balloon')
})
