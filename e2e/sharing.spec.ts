import { VmPage } from './fixtures/locators.ts'
import { expect, test } from './fixtures/test.ts'

test('two browsers on one VM both see it, and each sees what the other does', async ({
  qemu,
  dashboard,
  page,
  browser,
}) => {
  const vm = await qemu()
  const board = await dashboard(`web-01=${vm.address}`)
  const second = await browser.newContext()
  const secondPage = await second.newPage()
  const [mine, theirs] = [new VmPage(page), new VmPage(secondPage)]
  await Promise.all([board.open(page, '/vm/web-01'), board.open(secondPage, '/vm/web-01')])
  for (const seen of [mine, theirs]) await expect(seen.state).toContainText('running')

  await mine.action('Pause').click()
  for (const seen of [mine, theirs]) await expect(seen.state).toContainText('paused')
  await theirs.action('Resume').click()
  for (const seen of [mine, theirs]) await expect(seen.state).toContainText('running')

  await second.close()
  await mine.action('Pause').click()
  await expect(mine.state).toContainText('paused')
})

test('a page that is loaded again has its VM at once, and QEMU sees no new client', async ({
  openVm,
  page,
  vmPage,
}) => {
  await openVm()
  for (let times = 0; times < 3; times++) {
    await page.reload()
    await expect(vmPage.state).toContainText('running')
    await expect(vmPage.connection).toContainText(/^connected/)
  }
})

test('the log marks acts of other users as theirs and one’s own as one’s own', async ({
  qemu,
  dashboard,
  page,
  browser,
}) => {
  const vm = await qemu()
  const board = await dashboard(`web-01=${vm.address}`)
  const second = await browser.newContext()
  const secondPage = await second.newPage()
  const [mine, theirs] = [new VmPage(page), new VmPage(secondPage)]
  await Promise.all([board.open(page, '/vm/web-01'), board.open(secondPage, '/vm/web-01')])
  for (const seen of [mine, theirs]) {
    await expect(seen.state).toContainText('running')
    await expect(seen.page.getByText('2 viewers', { exact: true })).toBeVisible()
  }

  await theirs.action('Pause').click()
  await expect(mine.logged('stop')).toContainText('an operator')
  await expect(theirs.logged('stop')).toContainText('you')
  await mine.action('Resume').click()
  await expect(theirs.logged('cont')).toContainText('an operator')
  await expect(mine.logged('cont')).toHaveCount(1)
  await expect(mine.logged('cont')).toContainText('you')

  await second.close()
  await expect(page.getByText(/^\d+ viewers$/)).toBeHidden()
})

test('a page that is loaded again knows what happened before, each event once', async ({
  openVm,
  page,
  vmPage,
}) => {
  await openVm()
  await vmPage.action('Pause').click()
  await expect(vmPage.state).toContainText('paused')
  await expect(vmPage.logged('STOP')).toHaveCount(1)
  for (let times = 0; times < 2; times++) {
    await page.reload()
    await expect(vmPage.state).toContainText('paused')
    await expect(vmPage.logged('STOP')).toHaveCount(1)
    await expect(page.getByText(/watched since/)).toBeHidden()
  }
})

test('who did it is known to a page that is loaded again, and to one that comes later, in words and in the log', async ({
  qemu,
  dashboard,
  page,
  browser,
  vmPage,
}) => {
  const vm = await qemu()
  const board = await dashboard(`web-01=${vm.address}`)
  await board.open(page, '/vm/web-01')
  await vmPage.action('Pause').click()
  const status = vmPage.panel('Status')
  await expect(status).toContainText(/paused since .* by you\./)
  await page.reload()
  await expect(status).toContainText(/paused since .* by you\./)
  // The command, then what it brought about.
  await expect(vmPage.logged('stop')).toContainText(/you · \d+ ms/)
  const lines = await vmPage.log.getByRole('listitem').allTextContents()
  const placeOf = (name: string) => lines.findIndex((line) => line.includes(name))
  expect(placeOf('STOP')).toBeLessThan(placeOf('stop'))

  const second = await browser.newContext()
  const theirs = new VmPage(await second.newPage())
  await board.open(theirs.page, '/vm/web-01')
  await expect(theirs.panel('Status')).toContainText(/paused since .* by an operator\./)
  await expect(theirs.logged('stop')).toContainText(/an operator · \d+ ms/)

  await theirs.action('Resume').click()
  await expect(status).toContainText(/running since .* by an operator\./)
  await vm.watch.execute('stop')
  for (const seen of [vmPage, theirs]) {
    await expect(seen.panel('Status')).toContainText('by another monitor or QEMU itself.')
  }
  await second.close()
})

test('a shutdown that is awaited, and a link that was set down, are known to every page', async ({
  qemu,
  dashboard,
  page,
  browser,
  vmPage,
}) => {
  // The firmware alone hears no power button.
  const vm = await qemu()
  const board = await dashboard(`web-01=${vm.address}`)
  await board.open(page, '/vm/web-01/network')
  const row = vmPage.panel('Network').getByRole('row', { name: /^nic0/ })
  await row.getByRole('button', { name: 'Link down for nic0' }).click()
  await expect(row).toContainText(/down, set by you at/)
  await vmPage.action('Shut down').click()
  await expect(vmPage.state).toContainText('asked: shut down, waiting')
  await page.reload()
  await expect(vmPage.state).toContainText('asked: shut down, waiting')
  await expect(row).toContainText(/down, set by you at/)

  const second = await browser.newContext()
  const theirs = new VmPage(await second.newPage())
  await board.open(theirs.page, '/vm/web-01')
  await expect(theirs.state).toContainText('asked: shut down, waiting')
  await expect(theirs.panel('Network')).toContainText(/set down by an operator at \d/)
  await second.close()
})

test('a page that opens after a time without clients shows when that began and ended', async ({
  openVm,
  page,
  vmPage,
}) => {
  const { vm } = await openVm()
  await vmPage.action('Pause').click()
  await expect(vmPage.logged('STOP')).toHaveCount(1)
  await vm.kill()
  await expect(vmPage.connection).not.toContainText(/^connected/)
  await vm.start()
  // A try to connect may be as far as 15 s away.
  await expect(vmPage.state).toContainText('running', { timeout: 30_000 })
  await expect(vmPage.log.getByRole('listitem').filter({ hasText: 'Not watched from' })).toHaveCount(1)
  await page.reload()
  await expect(vmPage.logged('STOP')).toHaveCount(1)
  await expect(vmPage.log.getByRole('listitem').filter({ hasText: 'Not watched from' })).toHaveCount(1)
})

test('a page in the back/forward cache holds no connection, and is up to date when it is shown again', async ({
  qemu,
  dashboard,
  playwright,
  launchOptions,
}) => {
  const vm = await qemu()
  const board = await dashboard(`web-01=${vm.address}`)
  const ignoreDefaultArgs = ['--disable-back-forward-cache']
  const browser = await playwright.chromium.launch({ ...launchOptions, ignoreDefaultArgs })
  const page = await browser.newPage()
  const left = new VmPage(page)
  await board.open(page, '/vm/web-01')
  await expect(left.state).toContainText('running')
  await page.evaluate(() => Object.assign(window, { isTheSame: true }))

  await page.goto(`http://localhost:${new URL(board.origin).port}/healthz`)
  const viewers = async () => {
    const headers = { Authorization: `Bearer ${board.token}` }
    const { vms } = await (await fetch(`${board.origin}/api/vms`, { headers })).json()
    return vms[0].viewers
  }
  await expect.poll(viewers).toBe(0)
  await vm.watch.execute('stop')

  // From the cache nothing is loaded, so there is no load to wait for.
  await page.goBack({ waitUntil: 'commit' })
  await expect(left.state).toContainText('paused')
  await expect(left.connection).toContainText(/^connected/)
  expect(await page.evaluate(() => 'isTheSame' in window), 'the page was kept, not loaded anew').toBe(true)
  await browser.close()
})
