import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dashboard } from '../../../e2e/fixtures/dashboard.ts'
import { type Figure, spreadOf } from './figures.ts'
import { withPeer } from './peer.ts'
import { residentKib } from './process-memory.ts'
import type { Effort } from './rounds.ts'
import { withDashboard } from './running.ts'
import { messages, throughBridge } from './wire.ts'

const minutes = 10
const viewersAtATime = 20
const question = Buffer.from('{"execute": "query-status", "id": 1}\n')

/**
 * Viewers that come, ask, and go, politely or not, for a long time: what the bridge holds afterwards beyond what it held
 * after the first tenth. Not part of a run of all benches.
 */
export async function measureSoak({ share }: Effort): Promise<Figure[]> {
  return await withPeer((address) =>
    withDashboard([`vm=${address}`], async (dashboard) => {
      const duration = minutes * 60_000 * share
      const visits = { count: 0 }
      const files = openFiles(dashboard.pid)
      await comeAndGo(dashboard, duration / 10, visits)
      const before = await atRest(dashboard)
      await comeAndGo(dashboard, (duration * 9) / 10, visits)
      const growth = (await atRest(dashboard)) - before
      return [
        {
          what: `${minutes * share} minutes of ${viewersAtATime} viewers that connect, ask and leave: growth of memory`,
          unit: 'MiB',
          value: spreadOf([growth / 1024]),
          beside: `${visits.count} visits; open files before ${files}, after ${openFiles(dashboard.pid)}`,
        },
      ]
    }),
  )
}

async function comeAndGo(dashboard: Dashboard, duration: number, visits: { count: number }): Promise<void> {
  const end = performance.now() + duration
  const one = async (): Promise<void> => {
    while (performance.now() < end) {
      const viewer = await throughBridge(dashboard, 'vm')
      for (let times = 0; times < 20; times++) {
        const answered = messages(viewer, 1)
        viewer.send(question)
        await answered
      }
      visits.count++
      viewer.close()
    }
  }
  await Promise.all(Array.from({ length: viewersAtATime }, one))
}

/** Resident memory once garbage has had time to go. */
async function atRest({ pid }: Dashboard): Promise<number> {
  await sleep(5000)
  return residentKib(pid)
}

function openFiles(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length
}
