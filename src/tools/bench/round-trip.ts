import { freePort } from '../../../e2e/fixtures/vm.ts'
import { type Figure, medianOf, ratios } from './figures.ts'
import { onOneCore } from './one-core.ts'
import { type Effort, interleave } from './rounds.ts'
import { withDashboard, withVm } from './running.ts'
import { messages, straightTo, throughBridge, type Wire } from './wire.ts'

const question = Buffer.from('{"execute": "query-status", "id": 1}\n')

/** How long a command takes there and back: one at a time, to one real QEMU that has a monitor for each way. */
export async function measureRoundTrip(effort: Effort): Promise<Figure[]> {
  const port = await freePort()
  const secondMonitor = ['-qmp', `tcp:127.0.0.1:${port},server=on,wait=off`]
  const count = Math.round(3000 * effort.share)
  // Its CPUs stand still, and so take no time from what is measured.
  const samples = await withVm({ devices: 'none', args: ['-S', ...secondMonitor] }, (vm) =>
    withDashboard([`vm=${vm.address}`], async (dashboard) => {
      const straight = await straightTo(port)
      const bridge = await throughBridge(dashboard, 'vm')
      return await onOneCore([vm.pid, dashboard.pid], () =>
        interleave(effort, {
          straight: () => microsecondsPerTrip(straight, count),
          bridge: () => microsecondsPerTrip(bridge, count),
        }),
      ).finally(() => {
        straight.close()
        bridge.close()
      })
    }),
  )
  return [
    {
      what: 'Time of a round trip (`query-status`): through the bridge ÷ straight TCP to the same QEMU',
      unit: '×',
      value: ratios(samples.bridge, samples.straight),
      beside: `${medianOf(samples.bridge)} ÷ ${medianOf(samples.straight)} µs`,
    },
  ]
}

/** The middle one of so many, since a few wait for something else on the machine. */
async function microsecondsPerTrip(wire: Wire, count: number): Promise<number> {
  const trips: number[] = []
  for (let turn = 0; turn < count; turn++) {
    const start = performance.now()
    const answered = messages(wire, 1)
    wire.send(question)
    await answered
    trips.push(performance.now() - start)
  }
  return (trips.sort((a, b) => a - b)[count >> 1] ?? Number.NaN) * 1000
}
