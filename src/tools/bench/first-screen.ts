import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page, type Response } from '@playwright/test'
import type { Dashboard } from '../../../e2e/fixtures/dashboard.ts'
import { findChromium } from '../system-packages.ts'
import { type Figure, medianOf, spreadOf } from './figures.ts'
import { type Effort, interleave } from './rounds.ts'
import { withDashboard, withVm } from './running.ts'

/** What the overview of a VM loads without interaction, and how soon its first panel has data. */
export async function measureFirstScreen(effort: Effort): Promise<Figure[]> {
  const browser = await launchChromium()
  try {
    return await withVm({}, (vm) =>
      withDashboard(['demo', `vm=${vm.address}`], async (dashboard) => {
        const loaded = await sizeOfOverview(browser, dashboard)
        const times = await interleave(effort, {
          demo: () => timesOf(browser, dashboard.url('/vm/demo')),
          real: () => timesOf(browser, dashboard.url('/vm/vm')),
        })
        return [loaded, timeFigure('real QEMU', times.real), timeFigure('simulated VM', times.demo)]
      }),
    )
  } finally {
    await browser.close()
  }
}

/** A browser as a person has it, with nothing of its own to do. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) {
    throw new Error('No Chromium found: `node src/tools/run.mjs system-packages` says what to do')
  }
  const args = [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--no-first-run',
  ]
  return await chromium.launch({ executablePath, args })
}

interface Times {
  firstPanel: number
  load: number
}

function timeFigure(of: string, times: Times[]): Figure {
  return {
    what: `First screen: from navigation to the first panel with data, ${of}`,
    unit: 'ms',
    value: spreadOf(times.map(({ firstPanel }) => firstPanel)),
    beside: `\`load\` after ${medianOf(times.map(({ load }) => load))} ms`,
  }
}

async function timesOf(browser: Browser, url: string): Promise<Times> {
  const page = await openFresh(browser, url)
  const load = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
    return navigation?.loadEventEnd ?? Number.NaN
  })
  const firstPanel = await page.evaluate('firstPanel')
  await page.context().close()
  return { firstPanel: Number(firstPanel), load }
}

async function sizeOfOverview(browser: Browser, dashboard: Dashboard): Promise<Figure> {
  const responses: Response[] = []
  const page = await openFresh(browser, dashboard.url('/vm/vm'), (response) => responses.push(response))
  const early = new Set(await page.evaluate(askedBeforeFirstPanel))
  const files: LoadedFile[] = []
  for (const response of responses) {
    if (!early.has(response.url())) continue
    if (!/javascript|css/.test(response.headers()['content-type'] ?? '')) continue
    // Without the hash that a build puts in.
    const name = (new URL(response.url()).pathname.split('/').at(-1) ?? '').replace(/-[\w-]{8}\./, '.')
    files.push({ name, kilobytes: gzipSync(await response.body(), { level: 9 }).length / 1000 })
  }
  await page.context().close()
  const total = files.reduce((sum, { kilobytes }) => sum + kilobytes, 0)
  return {
    what: 'First screen: script and style of a VM’s overview, gzip -9',
    unit: 'kB',
    value: spreadOf([total]),
    beside: inWords(files),
  }
}

/** Runs in the page: the files that were asked for before the first panel had data. */
async function askedBeforeFirstPanel(): Promise<string[]> {
  const end = await (window as unknown as { firstPanel: Promise<number> }).firstPanel
  const files = performance.getEntriesByType('resource')
  return files.filter(({ startTime }) => startTime < end).map(({ name }) => name)
}

interface LoadedFile {
  name: string
  kilobytes: number
}

function inWords(files: readonly LoadedFile[]): string {
  const largest = files.toSorted((a, b) => b.kilobytes - a.kilobytes).slice(0, 5)
  const named = largest.map(({ name, kilobytes }) => `${name} ${kilobytes.toFixed(1)}`).join(', ')
  return `${files.length} files; the largest: ${named}`
}

/** Opens a page with nothing cached and nothing remembered. Returns when the first panel has data. */
export async function openFresh(
  browser: Browser,
  url: string,
  onResponse: (response: Response) => void = () => {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  page.on('response', onResponse)
  await page.addInitScript(watchForFirstPanel)
  await page.goto(url)
  await page
    .getByRole('region', { name: 'Memory' })
    .filter({ hasText: /\d [KMG]iB/ })
    .waitFor()
  return page
}

/** Runs in the page: when, in ms since the navigation, a frame with what QEMU has answered about memory has been drawn. */
function watchForFirstPanel(): void {
  const firstPanel = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const panel = document.querySelector('section[aria-label="Memory"]')
      if (!/\d [KMG]iB/.test(panel?.textContent ?? '')) return
      observer.disconnect()
      requestAnimationFrame(() => resolve(performance.now()))
    })
    observer.observe(document, { childList: true, subtree: true, characterData: true })
  })
  Object.assign(window, { firstPanel })
}
