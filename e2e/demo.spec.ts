import type { Page } from '@playwright/test'
import type { VmPage } from './fixtures/locators.ts'
import { expect, test } from './fixtures/test.ts'

async function expectLivingVm(page: Page, vmPage: VmPage): Promise<void> {
  await expect(page.getByText('simulated').first()).toBeVisible()
  await expect(vmPage.state).toContainText('running')
  await expect(vmPage.panel('Version')).toContainText(/\d+\.\d+\.\d+/)
  await vmPage.action('Pause').click()
  await expect(vmPage.state).toContainText('paused')
  await vmPage.action('Resume').click()
  await expect(vmPage.state).toContainText('running')
  await expect(vmPage.logged('RESUME').first()).toBeVisible()
  await vmPage.action('Shut down').click()
  await expect(vmPage.logged('SHUTDOWN').first()).toBeVisible({ timeout: 30_000 })
}

test('the page simulates a living VM by itself, without token and without server', async ({
  dashboard,
  page,
  vmPage,
}) => {
  const board = await dashboard()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  page.on('websocket', (socket) => asked.push(new URL(socket.url()).pathname))
  await page.goto(`${board.origin}/?demo=`)
  await page.getByRole('link', { name: /demo/ }).first().click()
  await expectLivingVm(page, vmPage)
  expect(asked.filter((path) => path.startsWith('/api'))).toEqual([])
})

test('the dashboard has a simulated VM as a target', async ({ dashboard, page, vmPage }) => {
  const board = await dashboard('demo')
  await board.open(page)
  await page.getByRole('main').getByRole('link', { name: 'demo' }).click()
  await expectLivingVm(page, vmPage)
})

test('with no address at all, the list has the simulated VM and says how to start a real one', async ({
  dashboard,
  page,
}) => {
  const board = await dashboard()
  await board.open(page)
  await expect(page.getByRole('main').getByRole('link', { name: 'demo' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('-qmp unix:')
})
