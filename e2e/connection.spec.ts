import { talkQmp } from './fixtures/peer.ts'
import { QmpClient } from './fixtures/qmp-client.ts'
import { expect, test } from './fixtures/test.ts'
import { freePort } from './fixtures/vm.ts'

test.describe('a QEMU that goes', () => {
  test('is reported at once, and the page reconnects by itself', async ({ openVm, page, vmPage }) => {
    const { vm } = await openVm()

    await vm.kill()
    await expect(vmPage.connection).toContainText(/reconnecting|disconnected/)
    await expect(vmPage.state).toContainText(/^(unknown|unreachable)/)

    await page.getByRole('button', { name: 'Try now' }).focus()
    await vm.start()
    await vm.watch.execute('stop')
    await expect(vmPage.connection).toContainText(/^connected/, { timeout: 30_000 })
    await expect(vmPage.state).toContainText('paused')
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
    await vmPage.action('Resume').click()
    await expect(vmPage.state).toContainText('running')
  })

  test('P-08: everything is asked again after it came back', async ({ openVm, vmPage }) => {
    const { vm } = await openVm({ group: 'storage' })
    const disks = vmPage.panel('Block devices')
    await expect(disks).toContainText('first.iso')

    await vm.kill()
    await vm.start()
    await vm.watch.execute('eject', { id: 'cd0', force: true })
    await expect(vmPage.connection).toContainText(/^connected/, { timeout: 30_000 })
    await expect(disks).not.toContainText('first.iso')
  })

  test('C-08: with a command in flight leaves its outcome unknown, and says so', async ({
    openVm,
    page,
    vmPage,
  }) => {
    const { vm } = await openVm()
    // While the page still asks much, a command waits for its turn, and would not have been sent.
    await expect(page.getByText('Loading')).toHaveCount(0)
    await expect(vmPage.panel('Block devices')).toContainText('virtio-blk-pci')

    vm.freeze()
    await vmPage.action('Pause').click()
    await expect(vmPage.state).toContainText('asked: pause')
    await vm.kill()
    await expect(page.getByText(/outcome unknown/).first()).toBeVisible()
    await vm.start()
    await expect(vmPage.connection).toContainText(/^connected/, { timeout: 30_000 })
    await expect(vmPage.state).toContainText('running')
    // It was not sent again.
    expect(vm.watch.untakenEvents.map(({ event }) => event)).not.toContain('STOP')
  })
})

test.describe('a monitor that another client holds', () => {
  test('P-06: is recognized, and the page connects when that client disconnects', async ({
    qemu,
    dashboard,
    page,
    vmPage,
  }) => {
    const vm = await qemu()
    const holder = await QmpClient.connect(vm.port)
    const board = await dashboard(`web-01=${vm.address}`)
    await board.open(page, '/vm/web-01')
    await expect(vmPage.connection).toContainText(/another client/, { timeout: 30_000 })

    holder.close()
    await expect(vmPage.connection).toContainText(/^connected/, { timeout: 30_000 })
    await expect(vmPage.state).toContainText('running')
  })
})

test.describe('a port that is no QMP monitor', () => {
  const banners = {
    'a human monitor': [
      "QEMU 7.2.22 monitor - type 'help' for more information\r\n(qemu) ",
      /human monitor|HMP/,
    ],
    'a VNC server': ['RFB 003.008\n', /VNC/],
    'an SSH server': ['SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n', /SSH/],
  } as const

  for (const [what, [banner, words]] of Object.entries(banners)) {
    test(`P-05: ${what} is named`, async ({ peer, dashboard, page, vmPage }) => {
      const { address } = await peer((socket) => socket.write(banner))
      const board = await dashboard(`web-01=${address}`)
      await board.open(page, '/vm/web-01')
      await expect(vmPage.connection).toContainText(words)
    })
  }

  test('P-05: the program that listens is named for one that sends nothing', async ({
    peer,
    dashboard,
    page,
    vmPage,
  }) => {
    const { address } = await peer(() => {})
    const board = await dashboard(`web-01=${address}`)
    await board.open(page, '/vm/web-01')
    await expect(vmPage.connection).toContainText(/No QMP greeting/, { timeout: 30_000 })
    await expect(vmPage.connection).toContainText(/What listens there is \S+ \(process \d+\), not QEMU/)
    await expect(vmPage.connection).not.toContainText(/another client|-qmp/)
  })

  test('where nothing listens, the page says what was tried and what would help', async ({
    dashboard,
    page,
    vmPage,
  }) => {
    const port = await freePort()
    const board = await dashboard(`web-01=tcp:127.0.0.1:${port}`)
    await board.open(page, '/vm/web-01')
    await expect(vmPage.connection).toContainText(/refused/)
    await expect(page.getByRole('main')).toContainText(`-qmp tcp:127.0.0.1:${port},server=on,wait=off`)
  })
})

test.describe('JSON that is not QMP', () => {
  test('ends the session, shows the last lines, and the page tries again', async ({
    peer,
    dashboard,
    page,
    vmPage,
  }) => {
    const answer = (command: string, id: unknown) =>
      command === 'query-status'
        ? '{"jsonrpc": "2.0", "method": "surprise"}'
        : JSON.stringify({ error: { class: 'CommandNotFound', desc: `no ${command}` }, id })
    const { address, visits } = await peer(talkQmp(answer))
    const board = await dashboard(`web-01=${address}`)
    await board.open(page, '/vm/web-01')
    await expect(page.getByText(/"surprise"/).first()).toBeVisible()
    await expect(vmPage.connection).toContainText(/reconnecting/)
    await expect.poll(visits).toBeGreaterThan(1)
  })
})

test.describe('signing in', () => {
  test('without a token, or with a wrong one, sees no VM and is asked for the token', async ({
    dashboard,
    page,
  }) => {
    const board = await dashboard('demo')
    for (const url of [`${board.origin}/`, board.url('/', 'this-is-not-the-token')]) {
      await page.goto(url)
      await expect(page.getByLabel(/token/i)).toBeFocused()
      await expect(page.getByRole('main').getByRole('link', { name: 'demo' })).toHaveCount(0)
    }
    await page.getByLabel(/token/i).fill(board.token)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main').getByRole('link', { name: 'demo' })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1, name: 'Virtual machines' })).toBeFocused()
  })

  test('signing in in one tab signs in the other tabs that wait', async ({ dashboard, page, context }) => {
    const board = await dashboard('demo')
    await page.goto(board.origin)
    await expect(page.getByLabel(/token/i)).toBeVisible()
    const other = await context.newPage()
    await board.open(other)
    for (const tab of [other, page]) {
      await expect(tab.getByRole('main').getByRole('link', { name: 'demo' })).toBeVisible()
    }
  })

  test('the token leaves the address, and a reload needs none', async ({ dashboard, page }) => {
    const board = await dashboard('demo')
    await board.open(page)
    await expect(page.getByRole('main').getByRole('link', { name: 'demo' })).toBeVisible()
    expect(page.url()).toBe(`${board.origin}/`)
    await page.reload()
    await expect(page.getByRole('main').getByRole('link', { name: 'demo' })).toBeVisible()
  })

  test('a reload before the dashboard has answered loses no token', async ({ dashboard, page }) => {
    const board = await dashboard('demo')
    const demo = page.getByRole('main').getByRole('link', { name: 'demo' })
    let isSlow = true
    await page.route('**/api/vms', async (route) => {
      // What is asked now is never answered: the page goes first.
      if (!isSlow) await route.continue()
    })
    const asked = page.waitForRequest('**/api/vms')
    await page.goto(board.url('/'))
    await asked
    expect(page.url()).toBe(`${board.origin}/`)
    isSlow = false
    await page.reload()
    await expect(demo).toBeVisible()
    await page.evaluate(() => sessionStorage.clear())
    await page.reload()
    await expect(demo).toBeVisible()
  })

  test('a wrong token in an address does not take the place of a good one', async ({ dashboard, page }) => {
    const board = await dashboard('demo')
    await board.open(page)
    const demo = page.getByRole('main').getByRole('link', { name: 'demo' })
    await expect(demo).toBeVisible()
    await page.goto('about:blank')
    await page.goto(board.url('/', 'this-is-not-the-token'))
    await expect(page.getByLabel(/token/i)).toBeVisible()
    await page.reload()
    await expect(demo).toBeVisible()
  })

  test('an ID that names no VM gets a page that says so', async ({ dashboard, page }) => {
    const board = await dashboard('demo')
    await board.open(page, '/vm/nobody')
    await expect(page.getByRole('main')).toContainText('nobody')
    await expect(
      page.getByRole('main').getByRole('link', { name: /virtual machines|all vms/i }),
    ).toBeVisible()
  })
})

test('a stopped dashboard is reported as that, and not as a QEMU that ended', async ({
  dashboard,
  page,
  vmPage,
}) => {
  const board = await dashboard('demo')
  // The page loads this code by itself after a while, for the dashboard cannot give it once it has stopped.
  const code = page.waitForResponse(/\/trouble-[\w-]+\.js$/)
  await board.open(page, '/vm/demo')
  await expect(vmPage.state).toContainText('running')
  await (await code).finished()
  await board.stop()
  await expect(page.getByRole('main')).toContainText('No link to the dashboard since')
  await expect(page.getByRole('main')).toContainText('The VM is not affected.')
  await expect(page.getByRole('main')).not.toContainText('No link to QEMU')
})

test('a part that cannot be loaded while the dashboard is away leaves the page as it is, and can be retried', async ({
  dashboard,
  page,
  vmPage,
}) => {
  const board = await dashboard('demo')
  await board.open(page, '/vm/demo')
  await expect(vmPage.state).toContainText('running')
  // What the page loads by itself is there: only what the click asks for is missing.
  await expect(
    vmPage
      .panel('Block devices')
      .getByRole('button', { name: /insert/i })
      .first(),
  ).toBeVisible()
  await expect(page.getByRole('log').getByRole('listitem').first()).toBeVisible()
  const code = /\/assets\/.*\.js$/
  await page.route(code, (route) => route.abort())
  await vmPage.action('Reset').click()
  await expect(vmPage.alert).toContainText('could not be loaded')
  await expect(vmPage.state).toContainText('running')

  await page.unroute(code)
  await vmPage.alert.getByRole('button', { name: 'Try again' }).click()
  await expect(vmPage.confirmation).toContainText('Reset demo?')
  await expect(vmPage.alert).toBeHidden()
})
