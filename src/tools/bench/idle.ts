import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { type Figure, spreadOf } from './figures.ts'
import { launchChromium, openFresh } from './first-screen.ts'
import type { Effort } from './rounds.ts'
import { withDashboard, withVm } from './running.ts'

const tabs = ['overview', 'console', 'storage', 'network', 'devices', 'cpu-memory']

/** Until what a page asks at first has been answered, in ms. */
const settled = 10_000
const roundTakes = 12_000
/** Of /proc/PID/stat, on all Linux systems. */
const ticksASecond = 100

/** What pages that only show a VM cost its QEMU: one page on each tab, and nothing happens in the VM. */
export async function measureIdle({ rounds }: Effort): Promise<Figure[]> {
  const browser = await launchChromium()
  const samples: number[] = []
  const traffics = tabs.map(() => ({ commands: 0, bytes: 0 }))
  let seconds = 0
  let cpuBefore = 0
  let cpuWith = 0
  try {
    await withVm({}, async (vm) => {
      await pause(settled)
      cpuBefore = await cpuShare(vm.pid, roundTakes)
      await withDashboard([`vm=${vm.address}`], async (dashboard) => {
        for (const [index, tab] of tabs.entries()) {
          const page = await openFresh(browser, dashboard.url('/vm/vm'))
          count(page, traffics[index] ?? { commands: 0, bytes: 0 })
          await page.goto(dashboard.url(`/vm/vm/${tab === 'overview' ? '' : tab}`))
        }
        await pause(settled)
        for (const traffic of traffics) traffic.commands = traffic.bytes = 0
        for (let round = 0; round < rounds; round++) {
          const before = sum(traffics.map(({ commands }) => commands))
          cpuWith += (await cpuShare(vm.pid, roundTakes)) / rounds
          samples.push((sum(traffics.map(({ commands }) => commands)) - before) / (roundTakes / 1000))
          seconds += roundTakes / 1000
        }
      })
    })
  } finally {
    await browser.close()
  }
  const kilobytes = sum(traffics.map(({ bytes }) => bytes)) / 1000 / seconds
  const byTab = tabs.map((tab, index) => `${tab} ${((traffics[index]?.commands ?? 0) / seconds).toFixed(1)}`)
  return [
    {
      what: 'Questions a second to an idle QEMU, with one page open on each of the six tabs',
      unit: '/s',
      value: spreadOf(samples),
      beside: `${kilobytes.toFixed(1)} kB/s of answers; QEMU uses ${percent(cpuWith)} of a CPU, ${percent(cpuBefore)} without pages; ${byTab.join(', ')}`,
    },
  ]
}

/** Counts what the page asks QEMU, and how long the answers are. */
function count(page: Page, traffic: { commands: number; bytes: number }): void {
  page.on('websocket', (socket) => {
    if (!socket.url().endsWith('/qmp')) return
    socket.on('framesent', () => {
      traffic.commands++
    })
    socket.on('framereceived', ({ payload }) => {
      traffic.bytes += payload.length
    })
  })
}

/** The share of one CPU that a process uses for so many ms. */
async function cpuShare(pid: number | undefined, ms: number): Promise<number> {
  const before = cpuTicks(pid)
  await pause(ms)
  return (cpuTicks(pid) - before) / ticksASecond / (ms / 1000)
}

function cpuTicks(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return Number(fields[11]) + Number(fields[12])
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const percent = (share: number) => `${(share * 100).toFixed(1)} %`
