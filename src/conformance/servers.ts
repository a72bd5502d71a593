import { afterAll, beforeAll, onTestFinished } from 'vitest'
import type { Clock } from '#link/clock.ts'
import type { Link } from '#link/link.ts'
import { realQemu } from './real-qemu.ts'
import { faultySimulators, simulatedQemu } from './simulated-qemu.ts'
import type { Server, Vm, VmOptions } from './vm.ts'

/** Both servers with their names, for `describe.each`. */
export const serverCases = [simulatedQemu, realQemu].map((server) => [server.name, server] as const)

/** The servers a session is tried with: also those whose line has faults that a session shall not notice. */
export const sessionCases = [simulatedQemu, ...faultySimulators, realQemu].map(
  (server) => [server.name, server] as const,
)

/** Starts a VM that lives as long as the present test. @param now the time in ms since 1970, handed in like all time */
export async function startVm(server: Server, now: () => number, options: VmOptions = {}): Promise<Vm> {
  const vm = await server.start(runningClock(now), options)
  onTestFinished(() => vm.stop())
  return vm
}

/** Starts a VM for all tests of the present `describe`, and gives what dials it; each link ends with its test. */
export function shareVm(server: Server, now: () => number, options: VmOptions = {}): () => Promise<Link> {
  let starting: Promise<Vm> | undefined
  beforeAll(() => {
    starting = server.start(runningClock(now), options)
    // Where it fails, the tests shall fail, and say why: after a failed hook they would be skipped.
    starting.catch(() => {})
  })
  afterAll(async () => (await starting)?.stop())
  return async () => {
    const link = (await starting)?.dial()
    if (!link) throw new Error('a VM is shared by tests, within a describe')
    onTestFinished(() => link.close())
    return link
  }
}

function runningClock(now: () => number): Clock {
  return {
    now,
    after: (ms, then) => {
      const timer = setTimeout(then, ms)
      return () => clearTimeout(timer)
    },
  }
}
