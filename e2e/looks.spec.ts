import type { Page } from '@playwright/test'
import { seriousFindings } from './fixtures/axe.ts'
import { keepScreenshot } from './fixtures/screenshots.ts'
import { expect, test } from './fixtures/test.ts'

const groups = ['overview', 'console', 'storage', 'network', 'devices', 'cpu-memory', 'jobs', 'qmp']
const views = [
  { name: 'list', path: '/' },
  ...groups.map((group) => ({ name: group, path: `/vm/web-01/${group}` })),
]

/** Everything that waits for QEMU has come: the VM's state is known, and no panel shows a skeleton. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('main').getByText('running').first()).toBeVisible()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 375, height: 800 }, hasTouch: true })

  for (const { name, path } of views) {
    test(`${name} does not scroll sideways`, async ({ shared, page }) => {
      await shared.dashboard.open(page, path)
      await settled(page)
      await keepScreenshot(page, `phone-${name}`)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375)
    })
  }
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ colorScheme: theme })

    for (const { name, path } of views) {
      test(`axe finds nothing serious in ${name}`, async ({ shared, page }) => {
        await shared.dashboard.open(page, path)
        await settled(page)
        await keepScreenshot(page, `${name}-${theme}`)
        expect(await seriousFindings(page)).toEqual([])
      })
    }

    test('axe finds nothing serious in a confirmation', async ({ shared, page, vmPage }) => {
      await shared.dashboard.open(page, '/vm/web-01')
      await settled(page)
      await vmPage.action('Reset').click()
      await expect(vmPage.confirmation.getByRole('button', { name: 'Cancel' })).toBeFocused()
      await keepScreenshot(page, `confirm-${theme}`)
      expect(await seriousFindings(page)).toEqual([])
    })
  })
}

test('the button "Theme" changes light to dark', async ({ shared, page }) => {
  await shared.dashboard.open(page)
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const before = await ground()
  await page.getByRole('button', { name: 'Theme' }).click()
  await expect.poll(ground).not.toBe(before)
  const after = await ground()
  await page.reload()
  await expect.poll(ground, 'the choice outlives a reload').toBe(after)
})

test('by keyboard alone: Tab to Pause, Enter, and the VM is paused', async ({ openVm, page, vmPage }) => {
  const { vm } = await openVm()
  // A toolbar is one stop of Tab; arrows move within it.
  const inToolbar = page.getByRole('toolbar', { name: 'VM actions' }).locator(':focus')
  for (let stops = 0; stops < 40 && (await inToolbar.count()) === 0; stops++) await page.keyboard.press('Tab')
  for (let steps = 0; steps < 7; steps++) {
    if (await vmPage.action('Pause').evaluate((button) => button === document.activeElement)) break
    await page.keyboard.press('ArrowRight')
  }
  await expect(vmPage.action('Pause')).toBeFocused()
  await page.keyboard.press('Enter')
  await vm.watch.event('STOP')
  await expect(vmPage.state).toContainText('paused')
})

test('a confirmation holds the focus, starts at the harmless answer, and Escape leaves', async ({
  shared,
  page,
  vmPage,
}) => {
  await shared.dashboard.open(page, '/vm/web-01')
  // Enter does nothing on a button that is off, as all are before the VM's state is known.
  await expect(vmPage.action('Reset')).not.toHaveAttribute('aria-disabled', 'true')
  await vmPage.action('Reset').focus()
  await page.keyboard.press('Enter')
  await expect(vmPage.confirmation.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(vmPage.confirmation).toBeHidden()
  await expect(vmPage.action('Reset')).toBeFocused()
})
