import type { Link } from '#link/link.ts'
import { createSimulator } from '#sim/simulator.ts'
import type { Server, VmOptions } from './vm.ts'

/** The simulator, in this process. */
export const simulatedQemu = simulatedIn('the simulator', 'default')

/** The same with the faults of the line that a session shall not notice. */
export const faultySimulators: readonly Server[] = [
  inSingleCharacters(simulatedIn('the simulator, over many lines and character by character', 'pretty')),
  simulatedIn('the simulator, after an early event and a late answer', 'event-first,stale-reply'),
]

const kinds: Readonly<Record<NonNullable<VmOptions['kind']>, string>> = {
  preconfig: 'preconfig',
  incoming: 'inmigrate',
  'no-reboot': 'no-reboot,prelaunch',
  qcow2: 'prelaunch',
  stuck: 'prelaunch,stuck',
}

function simulatedIn(name: string, scenario: string): Server {
  return {
    name,
    async start(clock, { pretty = false, kind }) {
      const parts = [scenario, kind ? kinds[kind] : 'prelaunch', ...(pretty ? ['pretty'] : [])]
      const simulator = createSimulator({ scenario: parts.join(','), clock })
      return {
        dial: () => simulator.connect(),
        image: '/var/lib/vm/cd.iso',
        path: (file) => `/var/lib/vm/${file}`,
        block: { command: 'stop', arguments: {} },
        crash: () => simulator.stop(),
        stop: async () => simulator.stop(),
      }
    },
  }
}

function inSingleCharacters(server: Server): Server {
  return {
    name: server.name,
    start: async (clock, options) => {
      const vm = await server.start(clock, options)
      return { ...vm, dial: () => splitting(vm.dial()) }
    },
  }
}

function splitting(link: Link): Link {
  const split: Link = {
    send: (text) => link.send(text),
    close: () => link.close(),
    onText: () => {},
    onEnded: () => {},
  }
  link.onText = (text) => {
    for (const char of text) split.onText(char)
  }
  link.onEnded = (end) => split.onEnded(end)
  return split
}
