import type { Clock } from '#link/clock.ts'
import type { VmSource } from '#query/world.ts'
import { isScenario } from '#sim/scenarios.ts'
import { createSimulator } from '#sim/simulator.ts'

/** A simulated VM in the page, without any server. */
export function demoSource(wanted: string, clock: Clock): VmSource {
  const scenario = isScenario(wanted) ? wanted : 'default'
  const simulator = createSimulator({ scenario, clock, random: Math.random })
  const name = scenario === 'default' ? 'demo' : `demo: ${scenario}`
  const address = `demo:${scenario}`
  const vm = {
    id: 'demo',
    name,
    address,
    source: 'demo',
    role: 'operator',
    viewers: 1,
    state: 'connected',
  } as const
  return {
    list: () => Promise.resolve({ role: 'operator', vms: [vm] }),
    processOf: () => Promise.resolve(undefined),
    dial: () => () => simulator.connect(),
  }
}
