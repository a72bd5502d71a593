// Version, Status, Name and UUID, Accelerator: what old vm-info told, on the first screen.
import { keepScreenshot } from './fixtures/screenshots.ts'
import { expect, test } from './fixtures/test.ts'

test('the first screen says version, machine, accelerator, state, name and UUID', async ({
  shared,
  page,
  vmPage,
}) => {
  const { vm, dashboard } = shared
  const version = await vm.watch.execute<{ package: string }>('query-version')
  const { UUID } = await vm.watch.execute<{ UUID: string }>('query-uuid')
  await dashboard.open(page, '/vm/web-01')

  await expect(vmPage.panel('Version')).toContainText(version.package)
  await expect(vmPage.panel('Status')).toContainText('running')
  await expect(vmPage.panel('Name and UUID')).toContainText('web-01')
  await expect(vmPage.panel('Name and UUID')).toContainText(UUID)
  await expect(vmPage.panel('Accelerator')).toContainText(/TCG/i)
})

test('"since when" is what the QEMU process of this host says', async ({ shared, page }) => {
  await shared.dashboard.open(page, '/vm/web-01')
  await expect(page.getByRole('main')).toContainText(/up \d+ (s|min)/)
})

test('ages are those of the host in a browser whose clock is ten minutes ahead', async ({
  page,
  openVm,
  vmPage,
}) => {
  await page.clock.install({ time: Date.now() + 600_000 })
  const { vm } = await openVm()
  await expect(page.getByRole('main').locator('header')).toContainText(/up \d+ s/)
  await vm.watch.execute('stop')
  await expect(vmPage.panel('Status')).toContainText(/, \d+ s ago/)
})

test('what vm-info printed can be copied as text', async ({ shared, page, context, vmPage }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await shared.dashboard.open(page, '/vm/web-01')
  await expect(vmPage.state).toContainText('running')
  await page.getByRole('button', { name: /copy as text/i }).click()
  // The page asks QEMU for what it copies, so the text arrives some time after the click.
  for (const name of ['version', 'kvm', 'status', 'uuid', 'balloon']) {
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toMatch(new RegExp(`^${name}: `, 'm'))
  }
})

test('a panel shows the QMP behind it', async ({ shared, page, vmPage }) => {
  await shared.dashboard.open(page, '/vm/web-01')
  const version = vmPage.panel('Version')
  // The panel's code comes a moment after the first screen, and asks then.
  await expect(version).toContainText(/\d+\.\d+\.\d+/)
  await version.getByRole('button', { name: /show the QMP/i }).click()
  await expect(page.getByText('"query-version"').first()).toBeVisible()
})

test('the QMP behind a panel says what replaces a command, by a schema that is asked for once', async ({
  shared,
  page,
  vmPage,
}) => {
  const sent: string[] = []
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(`${payload}`)))
  const schemasAsked = () => sent.filter((text) => text.includes('"query-qmp-schema"')).length
  const expectNote = async () => {
    await vmPage.panel('Accelerator').getByRole('button', { name: 'Show the QMP' }).click()
    const notes = page.getByRole('list', { name: 'Notes on query-kvm' })
    await expect(notes).toContainText('query-accelerators does the same in QEMU 10.2 and newer')
  }
  await shared.dashboard.open(page, '/vm/web-01')
  await expect(vmPage.panel('Accelerator')).toContainText(/TCG/i)
  expect(schemasAsked()).toBe(0)
  await expectNote()
  expect(schemasAsked()).toBe(1)

  // Another page of this browser knows it.
  await page.reload()
  await expectNote()
  expect(schemasAsked()).toBe(1)
})

test('a name with markup in it is text', async ({ qemu, dashboard, page, vmPage }) => {
  const name = '<img src=x onerror="document.title=\'broken in\'">'
  const vm = await qemu({ name, devices: 'none' })
  const board = await dashboard(`odd=${vm.address}`)
  await board.open(page, '/vm/odd')
  await expect(vmPage.panel('Name and UUID')).toContainText(name)
  await expect(page.locator('img[src="x"]')).toHaveCount(0)
  await expect(page).not.toHaveTitle('broken in')
})

test('a VM stopped by an error is told by title, icon and a card with the reason', async ({
  qemu,
  dashboard,
  page,
  vmPage,
}) => {
  const icon = page.locator('link[rel~="icon"]').first()
  const vm = await qemu({ guest: true, devices: 'full disk' })
  await vm.watch.execute('stop')
  const board = await dashboard(`db-02=${vm.address}`)
  await board.open(page, '/vm/db-02')
  await expect(vmPage.state).toContainText('paused')
  await expect(page).toHaveTitle(/db-02/)
  const calmIcon = await icon.getAttribute('href')

  await vm.watch.execute('cont')
  await expect(vmPage.state).toContainText('io-error', { timeout: 60_000 })
  await expect(page).toHaveTitle(/io-error.*db-02|db-02.*io-error/)
  await expect(icon).not.toHaveAttribute('href', calmIcon ?? '')
  await expect(vmPage.logged('BLOCK_IO_ERROR').first()).toBeVisible()
  await expect(page.getByRole('main')).toContainText(/no space/i)
  await expect(page.getByRole('main')).toContainText('vda')
  await keepScreenshot(page, 'io-error-light')
})
