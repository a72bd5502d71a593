import { type Figure, spreadOf } from './figures.ts'
import type { Effort } from './rounds.ts'
import { withDashboard } from './running.ts'

/** How long the built dashboard takes from its start to the line that says it is ready. */
export async function measureStart({ rounds }: Effort): Promise<Figure[]> {
  const samples: number[] = []
  for (let round = 0; round <= rounds; round++) {
    let ready = 0
    const started = performance.now()
    await withDashboard(['demo'], async () => {
      ready = performance.now() - started
    })
    // The first reads everything from the disk.
    if (round > 0) samples.push(ready)
  }
  return [
    {
      what: 'From the start of the dashboard to its ready line',
      unit: 'ms',
      value: spreadOf(samples),
      beside: 'a process of its own, `node dist/server.js demo`',
    },
  ]
}
