import type { VmProcess } from '#api/types.ts'
import type { Clock } from '#link/clock.ts'
import type { Link } from '#link/link.ts'

/** The simulator as the bridge needs it; it is handed in. */
export interface Simulation {
  /** What may follow `demo:`; the first is what a plain `demo` means. */
  scenarioNames: readonly string[]
  /** Starts a machine; each `connect` is one more client of it. */
  createSimulator(options: { scenario: string; clock: Clock }): {
    connect(): Link
    /** The figures of its process, which are simulated, too. */
    host(): VmProcess | undefined
  }
}

/** The time of this process. A simulated machine does not keep it from ending. */
export const processClock: Clock = {
  now: () => Date.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms).unref()
    return () => clearTimeout(timer)
  },
}
