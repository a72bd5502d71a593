import { createSimulator } from '#sim/simulator.ts'
import type { Server } from './vm.ts'

/** The simulator, in this process. */
export const simulatedQemu: Server = {
  name: 'the simulator',
  async start(clock, { pretty = false }) {
    const simulator = createSimulator({ scenario: pretty ? 'pretty' : 'prelaunch', clock })
    return {
      dial: () => simulator.connect(),
      image: '/var/lib/vm/cd.iso',
      stop: async () => simulator.stop(),
    }
  },
}
