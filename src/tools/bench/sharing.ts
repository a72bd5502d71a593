import type { Dashboard } from '../../../e2e/fixtures/dashboard.ts'
import { type Figure, spreadOf } from './figures.ts'
import { withPeer } from './peer.ts'
import { residentKib } from './process-memory.ts'
import type { Effort } from './rounds.ts'
import { withDashboard } from './running.ts'
import { throughBridge, type Wire } from './wire.ts'

const manyViewers = 100
const eventsPerSecond = 1000
const idleViewers = 1000
/** Viewers that come at the same moment. */
const atATime = 100

/** What many viewers of one VM cost. */
export async function measureSharing(effort: Effort): Promise<Figure[]> {
  const delivered = await inRounds(effort, () => withEvents(deliverEvents(Math.round(5000 * effort.share))))
  const idle = await inRounds(effort, () => withEvents(memoryOfIdleViewers))
  return [
    {
      what: `${manyViewers} viewers × ${eventsPerSecond} events a second, all delivered: the worst delay of any`,
      unit: 'ms',
      value: spreadOf(delivered),
      beside: 'from QEMU’s place to the viewer, all on two cores',
    },
    {
      what: `Memory of each of ${idleViewers} idle viewers that share a session`,
      unit: 'KiB',
      value: spreadOf(idle),
      beside: 'growth of the bridge’s resident memory ÷ viewers',
    },
  ]
}

async function inRounds({ rounds }: Effort, measure: () => Promise<number>): Promise<number[]> {
  const samples: number[] = []
  for (let round = 0; round < rounds; round++) samples.push(await measure())
  return samples
}

async function withEvents(run: (dashboard: Dashboard) => Promise<number>): Promise<number> {
  return await withPeer((address) => withDashboard([`vm=${address}`], run))
}

function deliverEvents(count: number): (dashboard: Dashboard) => Promise<number> {
  return async (dashboard) => {
    const viewers = await connectAll(dashboard, manyViewers)
    let worst = 0
    const all = viewers.map(
      (viewer) =>
        new Promise<void>((resolve, reject) => {
          let next = 0
          viewer.onData = (data) => {
            const found = /"number": (\d+), "at": ([\d.]+)/.exec(data.toString('latin1'))
            if (!found) return
            if (Number(found[1]) !== next++) reject(new Error(`Event ${next - 1} was not delivered.`))
            worst = Math.max(worst, performance.timeOrigin + performance.now() - Number(found[2]))
            if (next === count) resolve()
          }
        }),
    )
    const order = { execute: 'tick', arguments: { count, perSecond: eventsPerSecond }, id: 1 }
    viewers[0]?.send(Buffer.from(JSON.stringify(order)))
    await Promise.all(all)
    for (const viewer of viewers) viewer.close()
    return worst
  }
}

async function memoryOfIdleViewers(dashboard: Dashboard): Promise<number> {
  const warm = await connectAll(dashboard, 20)
  const before = residentKib(dashboard.pid)
  const viewers = await connectAll(dashboard, idleViewers)
  const growth = residentKib(dashboard.pid) - before
  for (const viewer of [...warm, ...viewers]) viewer.close()
  return growth / idleViewers
}

async function connectAll(dashboard: Dashboard, count: number): Promise<Wire[]> {
  const viewers: Wire[] = []
  while (viewers.length < count) {
    const some = Math.min(atATime, count - viewers.length)
    viewers.push(...(await Promise.all(Array.from({ length: some }, () => throughBridge(dashboard, 'vm')))))
  }
  return viewers
}
