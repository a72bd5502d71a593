import type { Locator, Page } from '@playwright/test'
import { seriousFindings } from './fixtures/axe.ts'
import type { ActionName } from './fixtures/locators.ts'
import { expect, test } from './fixtures/test.ts'

const viewerToken = 'a-token-that-may-look-only'
const reason = 'Read-only: your token has no operator rights'
const groups = ['overview', 'storage', 'network', 'devices', 'cpu-memory', 'console', 'qmp']
const actionNames: readonly ActionName[] = [
  ...(['Resume', 'Pause', 'Shut down', 'Reset', 'Wake up', 'Inject NMI', 'Quit QEMU'] as const),
]

function rowsOf(page: Page): Locator {
  return page.getByRole('list', { name: 'Virtual machines' })
}

test('a viewer sees what an operator sees, and every act is off and says why', async ({
  qemu,
  dashboard,
  page,
  vmPage,
}) => {
  const vm = await qemu()
  const board = await dashboard(`web-01=${vm.address}`, '--viewer-token', viewerToken)
  await page.goto(board.url('/vm/web-01', viewerToken))
  await expect(vmPage.state).toContainText('running')
  for (const name of actionNames) {
    const action = vmPage.action(name)
    await expect(action).toHaveAttribute('aria-disabled', 'true')
    await expect(action).toHaveAccessibleDescription(new RegExp(reason))
  }
  await vmPage.action('Pause').click({ force: true })
  await vmPage.action('Quit QEMU').click({ force: true })
  await expect(vmPage.confirmation).toBeHidden()
  expect(await vm.status()).toBe('running')
  await expect(page.getByText(vm.address)).toBeHidden()
  expect(await seriousFindings(page)).toEqual([])
})

test('a viewer’s panels show all that an operator’s show, and no refusal', async ({
  shared,
  dashboard,
  page,
  browser,
}) => {
  const board = await dashboard(`web-01=${shared.vm.unixAddress}`, '--viewer-token', viewerToken)
  const context = await browser.newContext()
  const operator = await context.newPage()
  for (const group of groups) {
    await page.goto(board.url(`/vm/web-01/${group}`, viewerToken))
    await board.open(operator, `/vm/web-01/${group}`)
    await expect(async () => {
      const theirs = await panelTitles(operator)
      expect(theirs.length).toBeGreaterThan(0)
      expect(await panelTitles(page)).toEqual(theirs)
    }).toPass()
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
    await expect(page.getByText('This session is read-only')).toHaveCount(0)
  }
  await context.close()
})

/** Titles of the panels that are on screen. */
function panelTitles(page: Page): Promise<string[]> {
  return page.getByRole('main').getByRole('region').getByRole('heading', { level: 2 }).allTextContents()
}

test('a viewer’s list says once that it is read-only, and adds nothing', async ({
  qemu,
  dashboard,
  page,
}) => {
  const vm = await qemu()
  const board = await dashboard(`web-01=${vm.address}`, '--viewer-token', viewerToken)
  await page.goto(board.url('/', viewerToken))
  await expect(page.getByText(/^Read-only: .*--read-only/).filter({ visible: true })).toHaveCount(1)
  const addVm = page.getByRole('button', { name: 'Add VM' })
  await expect(addVm).toHaveAccessibleDescription(new RegExp(reason))
  await addVm.click({ force: true })
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(rowsOf(page).getByRole('button', { name: 'Pause' })).toHaveAccessibleDescription(
    new RegExp(reason),
  )
  expect(await seriousFindings(page)).toEqual([])
})

test('with --read-only the operator’s token is read-only, too', async ({ openVm, vmPage }) => {
  await openVm({ serving: ['--read-only'] })
  await expect(vmPage.action('Pause')).toHaveAccessibleDescription(new RegExp(reason))
})

test('a viewer sees what an operator does', async ({ qemu, dashboard, page, vmPage, browser }) => {
  const vm = await qemu()
  const board = await dashboard(`web-01=${vm.address}`, '--viewer-token', viewerToken)
  await page.goto(board.url('/vm/web-01', viewerToken))
  await expect(vmPage.state).toContainText('running')
  const context = await browser.newContext()
  const operator = await context.newPage()
  await board.open(operator, '/')
  await rowsOf(operator).getByRole('button', { name: 'Pause' }).click()
  await expect(vmPage.state).toContainText('paused')
  await expect(vmPage.logged('stop')).toContainText('an operator')
  await context.close()
})
