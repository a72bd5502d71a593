import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { seriousFindings } from './fixtures/axe.ts'
import { QmpClient } from './fixtures/qmp-client.ts'
import { keepScreenshot } from './fixtures/screenshots.ts'
import { expect, test } from './fixtures/test.ts'

function rowOf(page: Page, name: string): Locator {
  return page
    .getByRole('list', { name: 'Virtual machines' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name, exact: true }) })
}

async function fillIn(page: Page, address: string, name?: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Add VM' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add VM' })
  await dialog.getByLabel('Address').fill(address)
  if (name !== undefined) await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  return dialog
}

test('a VM is added on the page, is shown to everyone, and keeps running when it is removed', async ({
  qemu,
  dashboard,
  page,
  vmPage,
  browser,
}) => {
  const vm = await qemu()
  const board = await dashboard('demo')
  const context = await browser.newContext()
  const other = await context.newPage()
  await Promise.all([board.open(page), board.open(other)])
  await fillIn(page, vm.unixAddress, 'web 02')
  await expect(page).toHaveURL(/\/vm\/web-02$/)
  await expect(vmPage.state).toContainText('running')
  await expect(page.getByRole('heading', { level: 1, name: 'web 02' })).toBeFocused()
  await expect(rowOf(other, 'web 02')).toContainText('running')

  await page.getByRole('link', { name: 'All VMs' }).click()
  await rowOf(page, 'web 02').getByRole('button', { name: 'Remove from list' }).click()
  await expect(vmPage.confirmation).toContainText('Nothing happens to the VM')
  expect(await seriousFindings(page)).toEqual([])
  await vmPage.confirmation.getByRole('button', { name: 'Remove from list' }).click()
  for (const seen of [page, other]) await expect(rowOf(seen, 'web 02')).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  expect(await vm.status()).toBe('running')
  await context.close()
})

test('an address that is not added is explained in the dialog, and the input stays', async ({
  dashboard,
  page,
}) => {
  const board = await dashboard('given one=tcp:127.0.0.1:1', 'demo')
  await board.open(page)
  const dialog = await fillIn(page, 'tcp:192.0.2.1:4444')
  await expect(dialog.getByRole('alert')).toContainText('--allow-host 192.0.2.1')
  await expect(dialog.getByLabel('Address')).toHaveValue('tcp:192.0.2.1:4444')
  await keepScreenshot(page, 'list-add-refused')
  expect(await seriousFindings(page)).toEqual([])
  for (const [address, words] of [
    ['-qmp tcp:localhost:1,server=on,wait=off', 'It is given one.'],
    ['nonsense', 'nonsense'],
  ] as const) {
    await dialog.getByLabel('Address').fill(address)
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(dialog.getByRole('alert')).toContainText(words)
  }
  await dialog.getByLabel('Address').fill('tcp:127.0.0.1:1')
  await page.keyboard.press('Enter')
  await dialog.getByRole('link', { name: 'given one' }).click()
  await expect(page).toHaveURL(/\/vm\/given-one$/)
  await expect(dialog).toBeHidden()
})

test('a list whose dashboard is gone says so, and how old it is', async ({ dashboard, page }) => {
  const board = await dashboard('demo')
  await board.open(page)
  await expect(rowOf(page, 'demo')).toContainText('running')
  await board.stop()
  const main = page.getByRole('main')
  await expect(main).toContainText(/The dashboard does not answer. The list is from \d\d:\d\d:\d\d\./)
  expect(await seriousFindings(page)).toEqual([])
  await keepScreenshot(page, 'list-server-away')
  await page.setViewportSize({ width: 375, height: 740 })
  await keepScreenshot(page, 'list-server-away-phone')
})

test('a QEMU of this host is found, is dialled on click only, and goes from the list when it ends', async ({
  qemu,
  discovering,
  page,
  vmPage,
}) => {
  const name = `found-${Math.random().toString(36).slice(2, 8)}`
  const board = await discovering('demo')
  await board.open(page)
  const vm = await qemu({
    name,
    devices: 'none',
    args: ['-S', '-uuid', '12345678-1234-4234-8234-123456789abc'],
  })
  const row = rowOf(page, name)
  await expect(row).toContainText('found on this host')
  await expect(row).toContainText(`pid ${vm.pid}`)
  await expect(row).toContainText('12345678-1234-4234-8234-123456789abc')
  await expect(row).toContainText('not opened')
  await keepScreenshot(page, 'list-found')
  expect(await seriousFindings(page)).toEqual([])

  await row.getByRole('button', { name: 'Open' }).click()
  await expect(vmPage.state).toContainText('prelaunch')
  await page.getByRole('link', { name: 'All VMs' }).click()
  await expect(row).toContainText('prelaunch')
  await page.reload()
  await expect(row).toContainText('not opened')

  await row.getByRole('button', { name: 'Open' }).click()
  await expect(vmPage.state).toContainText('prelaunch')
  await vm.kill()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${name} is no longer here`)
  await expect(page.getByRole('main')).toContainText('Its QEMU no longer runs on this host')
  await page.getByRole('main').getByRole('link', { name: 'All VMs' }).click()
  await expect(row).toBeHidden()
})

test('a QEMU without QMP, and one whose QMP another program holds, say what would help', async ({
  bareQemu,
  discovering,
  page,
  vmPage,
}) => {
  const suffix = Math.random().toString(36).slice(2, 8)
  const [plain, held] = [`plain-${suffix}`, `held-${suffix}`]
  const folder = mkdtempSync(join(tmpdir(), 'held-'))
  const socket = join(folder, 'qmp.sock')
  bareQemu(plain)
  bareQemu(held, '-qmp', `unix:${socket},server=on,wait=off`)
  const holder = await connectWhenThere(socket)
  const board = await discovering('demo')
  await board.open(page)
  for (const [name, words] of [
    [plain, 'This QEMU has no QMP socket'],
    [held, 'Held by'],
  ] as const) {
    const row = rowOf(page, name)
    await expect(row).toContainText(words)
    await expect(row.getByText(/^-qmp unix:\S+,server=on,wait=off$/)).toBeVisible()
    await expect(row.getByRole('button', { name: 'Copy' })).toBeVisible()
    await expect(row.getByRole('button', { name: 'Open' })).toBeHidden()
  }
  await keepScreenshot(page, 'list-blockers')
  expect(await seriousFindings(page)).toEqual([])
  // There may be others on this host.
  await expect(page.getByRole('main').locator('header')).toContainText(/\d busy/)
  await expect(page.getByRole('main').locator('header')).toContainText(/\d unreachable/)

  await rowOf(page, plain).getByRole('link', { name: plain }).click()
  await expect(vmPage.state).toContainText('unreachable')
  await expect(vmPage.connection).toContainText(/^disconnected/)
  const status = page.getByRole('region', { name: 'Status' })
  await expect(status).toContainText(`This QEMU has no QMP socket. Start it with -qmp unix:`)
  await expect(status.getByText(/^-qmp unix:\S+,server=on,wait=off$/)).toContainText(`/${plain}.qmp`)
  await expect(status.getByRole('button', { name: 'Try now' })).toBeHidden()
  await keepScreenshot(page, 'no-qmp')
  await page.getByRole('link', { name: held }).click()
  await expect(vmPage.state).toContainText('busy')
  await expect(status).toContainText('to see it here. This page connects as soon as that client disconnects.')
  await expect(status.getByText(/^-qmp unix:\S+,server=on,wait=off$/)).toContainText(`/${held}.qmp`)
  await keepScreenshot(page, 'held')
  await page.getByRole('link', { name: 'All VMs' }).click()
  await expect(rowOf(page, plain)).toContainText('This QEMU has no QMP socket')

  holder.close()
  await expect(rowOf(page, held)).toContainText('running', { timeout: 30_000 })
  await page.reload()
  await expect(rowOf(page, held).getByRole('button', { name: 'Open' })).toBeVisible()
  rmSync(folder, { recursive: true })
})

async function connectWhenThere(socket: string): Promise<QmpClient> {
  let client: QmpClient | undefined
  await expect(async () => {
    client = await QmpClient.connect(socket)
  }).toPass()
  if (!client) throw new Error('never connected')
  return client
}
