import type { Page } from '@playwright/test'
import { type Figure, spreadOf } from './figures.ts'
import { launchChromium, openFresh } from './first-screen.ts'
import type { Effort } from './rounds.ts'
import { withDashboard, withVm } from './running.ts'

const clicksARound = 10

/** How soon a click on Pause shows, with a real QEMU: what QEMU says, since the page never guesses. */
export async function measurePause({ rounds }: Effort): Promise<Figure[]> {
  const browser = await launchChromium()
  const samples: number[] = []
  try {
    await withVm({}, (vm) =>
      withDashboard([`vm=${vm.address}`], async (dashboard) => {
        const page = await openFresh(browser, dashboard.url('/vm/vm'))
        // The first click loads the words for a VM that does not run.
        await millisecondsUntil(page, 'Pause', 'paused')
        for (let count = rounds * clicksARound; count > 0; count--) {
          await millisecondsUntil(page, 'Resume', 'running')
          samples.push(await millisecondsUntil(page, 'Pause', 'paused'))
        }
      }),
    )
  } finally {
    await browser.close()
  }
  return [
    {
      what: 'From a click on Pause to `paused` on screen, real QEMU',
      unit: 'ms',
      value: spreadOf(samples),
      beside: `${samples.length} clicks`,
    },
  ]
}

/** Clicks, and waits for the frame in which the VM's state has the word; then lets the page come to rest. */
async function millisecondsUntil(page: Page, button: string, word: string): Promise<number> {
  const actions = page.getByRole('toolbar', { name: 'VM actions' })
  const took = await actions.getByRole('button', { name: button }).evaluate(clickAndWait, word)
  await page.waitForTimeout(300)
  return took
}

/** Runs in the page. */
function clickAndWait(button: Element, word: string): Promise<number> {
  return new Promise((resolve) => {
    const start = performance.now()
    const observer = new MutationObserver(() => {
      if (!document.querySelector('[role="status"][aria-label="VM state"]')?.textContent?.includes(word))
        return
      observer.disconnect()
      requestAnimationFrame(() => resolve(performance.now() - start))
    })
    observer.observe(document.body, { childList: true, subtree: true, characterData: true })
    if (button instanceof HTMLElement) button.click()
  })
}
