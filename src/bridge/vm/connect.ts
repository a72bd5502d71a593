import type { Limits } from '../limits.ts'
import type { Address } from '../target/address.ts'
import { LinkUpstream } from './link-upstream.ts'
import { processClock, type Simulation } from './simulation.ts'
import { SocketUpstream } from './socket-upstream.ts'
import type { Connect } from './upstream.ts'

/** How to reach what is at an address; a simulated machine starts at once. */
export function connector(address: Address, simulation: Simulation, limits: Limits): Connect {
  if (address.kind !== 'demo') return () => new SocketUpstream(address, limits)
  const [plain = ''] = simulation.scenarioNames
  const machine = simulation.createSimulator({ scenario: address.scenario ?? plain, clock: processClock })
  return () => new LinkUpstream(() => machine.connect())
}
