import { expect, test } from './fixtures/test.ts'

test('a person sees a real VM, pauses and resumes it, and shuts its guest down', async ({
  qemu,
  dashboard,
  page,
  vmPage,
}) => {
  const vm = await qemu({ guest: true })
  const board = await dashboard(`web-01=${vm.address}`)
  await vm.guestIsUp()

  await test.step('the list leads to the VM', async () => {
    await board.open(page)
    await expect(page.getByRole('heading', { name: 'Virtual machines' })).toBeVisible()
    await page.getByRole('main').getByRole('link', { name: 'web-01' }).click()
    await expect(page).toHaveURL(`${board.origin}/vm/web-01`)
  })

  await test.step('the page says which QEMU it is, and how it is', async () => {
    const { qemu: version } = await vm.watch.execute<{ qemu: Record<string, number> }>('query-version')
    const { major, minor, micro } = version
    await expect(page.getByRole('heading', { level: 1, name: 'web-01' })).toBeVisible()
    await expect(vmPage.connection).toContainText('connected')
    await expect(vmPage.state).toContainText('running')
    await expect(vmPage.panel('Version')).toContainText(`${major}.${minor}.${micro}`)
  })

  await test.step('Pause pauses and Resume resumes, and the log tells', async () => {
    await vmPage.action('Pause').click()
    await expect(vmPage.state).toContainText('paused')
    await expect(vmPage.logged('STOP')).toHaveCount(1)
    expect(await vm.status()).toBe('paused')

    await vmPage.action('Resume').click()
    await expect(vmPage.state).toContainText('running')
    await expect(vmPage.logged('RESUME')).toHaveCount(1)
    expect(await vm.status()).toBe('running')
  })

  await test.step('Shut down makes the guest go, and the page says so', async () => {
    await vmPage.action('Shut down').click()
    const { data } = await vm.watch.event('SHUTDOWN')
    expect(data).toMatchObject({ guest: true, reason: 'guest-shutdown' })
    expect(await vm.ended()).toBe(0)
    await expect(vmPage.logged('POWERDOWN')).toHaveCount(1)
    await expect(vmPage.logged('SHUTDOWN')).toHaveCount(1)
    await expect(vmPage.connection).not.toContainText(/^connected/)
  })
})

test('an address with a Unix socket works, too', async ({ qemu, dashboard, page, vmPage }) => {
  const vm = await qemu()
  const board = await dashboard(`web-01=${vm.unixAddress}`)
  await board.open(page, '/vm/web-01')
  await expect(vmPage.state).toContainText('running')
  await vmPage.action('Pause').click()
  await vm.watch.event('STOP')
  await expect(vmPage.state).toContainText('paused')
})

test('a guest that shuts down under -no-shutdown leaves a VM that says so', async ({ openVm, vmPage }) => {
  const { vm } = await openVm({ guest: true, args: ['-no-shutdown'] })
  await vmPage.action('Shut down').click()
  await vm.watch.event('SHUTDOWN')
  await expect(vmPage.state).toContainText('shutdown')
  await expect(vmPage.connection).toContainText('connected')
})
