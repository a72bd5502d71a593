import type { Clock } from '#link/clock.ts'
import { framed } from '#qmp/framed.ts'
import type { VmSource } from '#query/app-services.ts'
import { isScenario, scenarioNames } from '#sim/scenarios.ts'
import { createSimulator } from '#sim/simulator.ts'

/** A simulated VM in the page, without any server. */
export function demoSource(wanted: string, clock: Clock): VmSource {
  if (wanted !== '' && !isScenario(wanted)) return noSuchScenario(wanted)
  const scenario = wanted || 'default'
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
    processOf: () => Promise.resolve(simulator.host()),
    dial: () => () => framed(simulator.connect(), clock),
  }
}

/** No VM, and why. */
function noSuchScenario(wanted: string): VmSource {
  const words = `There is no scenario “${wanted}”. Scenarios: ${scenarioNames.join(', ')}.`
  return {
    list: () => Promise.reject(new Error(words)),
    processOf: () => Promise.resolve(undefined),
    dial: () => () => {
      throw new Error(words)
    },
  }
}
