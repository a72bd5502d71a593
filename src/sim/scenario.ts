import type { EraName } from './answers/eras.ts'
import type { Rewrite } from './answers/rewrite.ts'
import type { Faults } from './faults/faults.ts'
import type { Noise } from './faults/noise.ts'
import type { MachineOptions } from './machine/machine.ts'
import type { MonitorOptions } from './protocol/monitor.ts'

type ProtocolFaults = Pick<
  MonitorOptions,
  'pretty' | 'greets' | 'beforeGreeting' | 'afterGreeting' | 'replyDelay' | 'stuckOn' | 'dropOn'
>

/** Everything in which one simulated VM differs from another. */
export interface Scenario extends MachineOptions, ProtocolFaults, Rewrite {
  era: EraName
  /** The name of the VM. */
  vmName: string
  /** The port is a human monitor instead of QMP. */
  humanMonitor: boolean
  /** Small things happen by themselves. */
  lively: boolean
  trouble: Faults | undefined
  noise: Noise | undefined
}

/** A modern QEMU with a VM that runs and has no worries. */
export const calmScenario: Scenario = {
  era: '10.0',
  vmName: 'demo',
  humanMonitor: false,
  lively: true,
  trouble: undefined,
  noise: undefined,
  runState: 'running',
  preconfig: false,
  noShutdown: false,
  noReboot: false,
  ignoresPowerButton: false,
  pretty: false,
  greets: true,
  beforeGreeting: [],
  afterGreeting: [],
  replyDelay: 0,
  stuckOn: undefined,
  dropOn: undefined,
  texts: {},
  members: {},
}
