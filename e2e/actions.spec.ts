import type { ActionName, VmPage } from './fixtures/locators.ts'
import { expect, test } from './fixtures/test.ts'

const names: ActionName[] = ['Resume', 'Pause', 'Shut down', 'Reset', 'Wake up', 'Inject NMI', 'Quit QEMU']

async function expectImpossible(vmPage: VmPage, name: ActionName, reason: RegExp): Promise<void> {
  const button = vmPage.action(name)
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(button).toHaveAccessibleDescription(reason)
}

test('all seven actions are there; what is not possible now says why', async ({ openVm, vmPage }) => {
  const { vm } = await openVm()

  await expect(vmPage.actions.getByRole('button')).toHaveCount(names.length)
  for (const name of names) await expect(vmPage.action(name)).toBeVisible()
  await expectImpossible(vmPage, 'Resume', /VM is running/)
  await expectImpossible(vmPage, 'Wake up', /not suspended/)
  for (const name of ['Pause', 'Shut down', 'Reset', 'Inject NMI', 'Quit QEMU'] as const) {
    await expect(vmPage.action(name)).not.toHaveAttribute('aria-disabled', 'true')
  }

  await vm.watch.execute('stop')
  await expectImpossible(vmPage, 'Pause', /paused/)
  await expect(vmPage.action('Resume')).not.toHaveAttribute('aria-disabled', 'true')
})

test('an impossible action that is clicked anyway sends nothing', async ({ openVm, vmPage }) => {
  const { vm } = await openVm()
  await expectImpossible(vmPage, 'Resume', /VM is running/)
  await vmPage.action('Resume').click({ force: true })
  await vmPage.action('Pause').click()
  await vm.watch.event('STOP')
  expect(vm.watch.untakenEvents).toEqual([])
})

test('Pause and Resume act at once', async ({ openVm, vmPage }) => {
  const { vm } = await openVm()
  await vmPage.action('Pause').click()
  await vm.watch.event('STOP')
  await expect(vmPage.state).toContainText('paused')
  await vmPage.action('Resume').click()
  await vm.watch.event('RESUME')
  await expect(vmPage.state).toContainText('running')
})

test('what another client does is shown without a reload', async ({ openVm, vmPage }) => {
  const { vm } = await openVm()
  await vm.watch.execute('stop')
  await expect(vmPage.state).toContainText('paused')
})

test('Shut down presses the power button, and the page waits for the guest', async ({
  openVm,
  page,
  vmPage,
}) => {
  const { vm } = await openVm()
  await vmPage.action('Shut down').click()
  await vm.watch.event('POWERDOWN')
  await expect(vmPage.logged('POWERDOWN')).toHaveCount(1)
  // Firmware alone does not listen to that button.
  await expect(page.getByText(/asked: shut down, waiting/).first()).toBeVisible()
  expect(await vm.status()).toBe('running')
})

test('Reset asks first, naming VM and command; Cancel leaves the VM alone, Reset resets it', async ({
  openVm,
  vmPage,
}) => {
  const { vm } = await openVm()
  await vmPage.action('Reset').click()
  await expect(vmPage.confirmation).toContainText('web-01')
  await expect(vmPage.confirmation).toContainText('system_reset')
  await vmPage.confirmation.getByRole('button', { name: 'Cancel' }).click()
  await expect(vmPage.confirmation).toBeHidden()
  expect(vm.watch.untakenEvents).toEqual([])

  await vmPage.action('Reset').click()
  await vmPage.confirm('Reset')
  const { data } = await vm.watch.event('RESET')
  expect(data).toEqual({ guest: false, reason: 'host-qmp-system-reset' })
  await expect(vmPage.confirmation).toBeHidden()
  await expect(vmPage.logged('RESET').last()).toBeVisible()
})

test('a confirmation whose VM is lost meanwhile can no longer be confirmed, and says why', async ({
  openVm,
  vmPage,
}) => {
  const { vm } = await openVm()
  await vmPage.action('Reset').click()
  const yes = vmPage.confirmation.getByRole('button', { name: 'Reset', exact: true })
  await expect(yes).not.toHaveAttribute('aria-disabled', 'true')
  await vm.kill()
  await expect(yes).toHaveAttribute('aria-disabled', 'true')
  await expect(yes).toHaveAccessibleDescription(/Not connected to QEMU/)
})

test('Inject NMI asks first, then the guest feels it', async ({ openVm, vmPage }) => {
  const { vm } = await openVm({ guest: true, devices: 'none' })
  await vmPage.action('Inject NMI').click()
  await expect(vmPage.confirmation).toContainText('web-01')
  await expect(vmPage.confirmation).toContainText('inject-nmi')
  await vmPage.confirm('Inject NMI')
  await vm.serial.says('NMI received')
})

test('Wake up wakes a suspended guest', async ({ openVm, vmPage }) => {
  const { vm } = await openVm({ guest: true, devices: 'none' })
  vm.serial.type('echo mem > /sys/power/state')
  await expect(vmPage.state).toContainText('suspended')
  await vmPage.action('Wake up').click()
  await vm.watch.event('WAKEUP')
  await expect(vmPage.state).toContainText('running')
})

test('Quit QEMU asks first, then the process ends and the page says why', async ({
  openVm,
  page,
  vmPage,
}) => {
  const { vm } = await openVm()
  await vmPage.action('Quit QEMU').click()
  await expect(vmPage.confirmation).toContainText('web-01')
  await expect(vmPage.confirmation).toContainText('"quit"')
  await vmPage.confirm('Quit QEMU')
  const { data } = await vm.watch.event('SHUTDOWN')
  expect(data).toEqual({ guest: false, reason: 'host-qmp-quit' })
  expect(await vm.ended()).toBe(0)
  await expect(vmPage.connection).not.toContainText(/^connected/)
  // The end is the answer to `quit`, not a loss.
  await expect(page.getByText(/outcome unknown/)).toHaveCount(0)
})
