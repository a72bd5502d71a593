// The page in Firefox, driven over WebDriver BiDi: Playwright drives only a Firefox that it has built itself.
import { test as base, expect } from '../fixtures/test.ts'
import { startFirefox } from './firefox.ts'
import type { FirefoxPage } from './firefox-page.ts'

const test = base.extend<{ firefoxPage: FirefoxPage }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
  firefoxPage: async ({}, use, testInfo) => {
    const { firefox, page } = await startFirefox()
    await use(page)
    try {
      if (testInfo.status === testInfo.expectedStatus) return
      await testInfo.attach('firefox', { body: await page.screenshot(), contentType: 'image/png' })
    } finally {
      await firefox.dispose()
    }
  },
})

/** What each tab of a VM's page shows of this VM: where, and a text in it. */
const tabs = [
  { tab: 'Console', role: 'region', name: 'Display', text: 'VNC' },
  { tab: 'Storage', role: 'region', name: 'Block devices', text: 'vda' },
  { tab: 'Network', role: 'region', name: 'Network', text: 'nic0' },
  { tab: 'Devices', role: 'region', name: 'PCI', text: 'virtio' },
  { tab: 'CPU & memory', role: 'region', name: 'CPUs', text: '2 vCPUs' },
  { tab: 'QMP', role: 'log', name: 'Event log', text: 'STOP' },
  { tab: 'Overview', role: 'region', name: 'Version', text: /\d+\.\d+\.\d+/ },
]

test('Firefox shows list, overview, a dialog and every tab, and pauses, without an error on its console', async ({
  qemu,
  dashboard,
  firefoxPage: page,
}) => {
  // Firefox's first start on a busy machine; this limit, too, only ends what would never end.
  test.setTimeout(600_000)
  const vm = await qemu()
  const board = await dashboard(`web-01=${vm.address}`)
  await page.resize(1440, 900)

  await test.step('the list leads to the overview', async () => {
    await page.goto(board.url())
    await page.expectText('list', 'Virtual machines', 'running')
    await page.click('link', 'web-01')
    await page.expectText('status', 'VM state', 'running')
    await page.expectText('status', 'Connection', 'connected')
    await page.expectText('region', 'Name and UUID', 'web-01')
  })

  await test.step('a confirmation asks, and Cancel leaves the VM alone', async () => {
    await page.click('button', 'Reset')
    await page.expectText('alertdialog', 'Reset web-01?', 'system_reset')
    await page.click('button', 'Cancel')
    await page.expectNone('alertdialog', 'Reset web-01?')
    expect(vm.watch.untakenEvents).toEqual([])
  })

  await test.step('Pause pauses', async () => {
    await page.click('button', 'Pause')
    await vm.watch.event('STOP')
    await page.expectText('status', 'VM state', 'paused')
  })

  for (const { tab, role, name, text } of tabs) {
    await test.step(`the tab ${tab} shows the VM`, async () => {
      await page.click('link', tab)
      await page.expectText(role, name, text)
    })
  }

  expect(page.errors, 'errors on the console').toEqual([])
})
