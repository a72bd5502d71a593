import type { VmProcess } from '#api/types.ts'
import type { Limits } from '../limits.ts'
import type { Address } from '../target/address.ts'
import type { DialAddress } from '../wire/dialled-socket.ts'
import { LinkUpstream } from './link-upstream.ts'
import { MonitorSocket } from './monitor-socket.ts'
import { processClock, type Simulation } from './simulation.ts'
import type { Connect } from './upstream.ts'

/** What is at an address. */
export interface Reach {
  connect: Connect
  /** What a simulated machine says of its process; a real one is asked of the kernel. */
  host?: () => VmProcess | undefined
}

/** How to reach what is at an address; a simulated machine starts at once. */
export function reach(address: Address, simulation: Simulation, limits: Limits): Reach {
  if (address.kind !== 'demo') return { connect: socketConnector(address, limits) }
  const [plain = ''] = simulation.scenarioNames
  const machine = simulation.createSimulator({ scenario: address.scenario ?? plain, clock: processClock })
  return {
    connect: (listener) => new LinkUpstream(() => machine.connect(), listener),
    host: () => machine.host(),
  }
}

/** How to reach the QMP monitor behind a TCP or Unix socket. */
export function socketConnector(address: DialAddress, limits: Limits): Connect {
  return (listener) => new MonitorSocket(address, limits, listener)
}
