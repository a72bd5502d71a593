// Where addresses lead that name no panel, and how VMs of one name are told apart. Simulated VMs do for that.
import { findingsOf } from './fixtures/axe.ts'
import { expect, test } from './fixtures/test.ts'

test('a group without panels says so, and leads back', async ({ dashboard, page }) => {
  const board = await dashboard('demo')
  await board.open(page, '/vm/demo/jobs')
  const main = page.getByRole('main')
  await expect(main.getByRole('heading', { name: 'No panels under “Jobs”' })).toBeVisible()
  await main.getByRole('link', { name: 'Back to the overview' }).click()
  await expect(main.getByRole('region', { name: 'Version' })).toBeVisible()
})

test('a panel that is not in its group is named, with the ways on', async ({ dashboard, page }) => {
  const board = await dashboard('demo')
  await board.open(page, '/vm/demo/storage/pci')
  const main = page.getByRole('main')
  await expect(main.getByRole('heading', { name: 'There is no panel “pci” under “Storage”' })).toBeVisible()
  await main.getByRole('link', { name: 'PCI' }).click()
  await expect(main.getByRole('region', { name: 'PCI' })).toBeVisible()
})

test('a group that does not exist leads back to its VM', async ({ dashboard, page }) => {
  const board = await dashboard('demo')
  await board.open(page, '/vm/demo/nowhere')
  await expect(page.getByRole('heading', { name: /There is no such page/ })).toBeVisible()
  await page.getByRole('link', { name: 'Back to demo' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'demo' })).toBeVisible()
})

test('VMs of the same name are told apart by their addresses', async ({ dashboard, page }) => {
  const board = await dashboard('twin=demo', 'twin=demo:io-error')
  await board.open(page)
  const side = page.getByRole('navigation', { name: 'All VMs' })
  await expect(side.getByRole('link', { name: /twin/ })).toHaveCount(2)
  await expect(side.getByRole('link', { name: /demo:io-error/ })).toBeVisible()
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'demo:io-error' })).toHaveCount(
    1,
  )
})

test('all content of the page is in a landmark', async ({ dashboard, page }) => {
  const board = await dashboard('demo')
  await board.open(page, '/vm/demo')
  await expect(page.getByRole('region', { name: 'Version' })).toBeVisible()
  expect(await findingsOf(page, 'region')).toEqual([])
})

test('at 375 px each part of the open log has enough room', async ({ dashboard, page }) => {
  await page.setViewportSize({ width: 375, height: 800 })
  const board = await dashboard('demo')
  await board.open(page, '/vm/demo')
  await page.getByRole('button', { name: 'Show the event log' }).click()
  const events = page.getByRole('region', { name: 'Events' })
  await expect(async () => {
    const [title, filter, chips] = await Promise.all([
      events.getByRole('heading', { name: 'Event log' }).boundingBox(),
      events.getByRole('searchbox').boundingBox(),
      events.getByRole('button', { name: 'All', exact: true }).boundingBox(),
    ])
    expect(title && filter && filter.y > title.y + title.height).toBe(true)
    expect(filter && chips && chips.y >= filter.y + filter.height).toBe(true)
    expect(filter?.width).toBeGreaterThan(140)
  }).toPass({ timeout: 20_000 })
})
