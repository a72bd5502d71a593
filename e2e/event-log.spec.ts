import { readFileSync } from 'node:fs'
import { expect, test } from './fixtures/test.ts'

test('events and commands are in one list, newest first, with a sentence each', async ({
  openVm,
  vmPage,
}) => {
  const { vm } = await openVm()
  await vmPage.action('Pause').click()
  await expect(vmPage.logged('STOP')).toContainText(/\d\d:\d\d:\d\d\.\d{3}/)
  await expect(vmPage.logged('STOP')).toContainText('The VM is paused.')
  await vm.watch.execute('cont')
  await expect(vmPage.log.getByRole('listitem').first()).toContainText('RESUME')
  // The click's own command.
  await expect(vmPage.logged('stop')).toHaveCount(1)
})

test('can be filtered by text and cleared', async ({ openVm, page, vmPage }) => {
  const { vm } = await openVm()
  await vm.watch.execute('stop')
  await vm.watch.execute('system_reset')
  await expect(vmPage.logged('RESET').last()).toBeVisible()

  const events = page.getByRole('region', { name: /events?( log)?$/i })
  await events.getByRole('searchbox').fill('RESET')
  await expect(vmPage.logged('STOP')).toHaveCount(0)
  await expect(vmPage.logged('RESET').last()).toBeVisible()
  await events.getByRole('searchbox').fill('no such thing')
  await expect(events).toContainText('No line matches this filter')
  await events.getByRole('searchbox').fill('')
  await expect(vmPage.logged('STOP')).toHaveCount(1)
  await events.getByRole('button', { name: 'Clear' }).click()
  await expect(vmPage.log.getByRole('listitem')).toHaveCount(0)
})

test('paused, it draws nothing new and loses nothing', async ({ openVm, page, vmPage }) => {
  const { vm } = await openVm()
  const events = page.getByRole('region', { name: /events?( log)?$/i })
  await events.getByRole('button', { name: 'Pause' }).click()
  await vm.watch.execute('stop')
  await expect(vmPage.state).toContainText('paused')
  await expect(events).toContainText(/1 (waits|waiting|more|new)/)
  await expect(vmPage.logged('STOP')).toHaveCount(0)
  await events.getByRole('button', { name: 'Resume' }).click()
  await expect(vmPage.logged('STOP')).toHaveCount(1)
})

test('saves as JSON lines, each as QEMU sent it', async ({ openVm, page, vmPage }) => {
  const { vm } = await openVm()
  await vm.watch.execute('system_reset')
  await expect(vmPage.logged('RESET').last()).toBeVisible()

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save' }).click()
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\n')
  const events = lines.map((line) => JSON.parse(line) as { event?: string })
  expect(events.find(({ event }) => event === 'RESET')).toMatchObject({
    data: { guest: false, reason: 'host-qmp-system-reset' },
  })
})
