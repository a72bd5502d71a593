import { render } from '@testing-library/react'
import type { ListedVm } from '#api/types.ts'
import { createAppServices } from '#query/app-services.ts'
import { PromptClock } from '#query/testing/prompt-clock.ts'
import { SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { App } from '../app.tsx'

interface Options {
  /** Where in the page it opens. */
  path?: string
  role?: ListedVm['role']
  /** Those that discovery has found and that are not opened. */
  unopened?: readonly string[]
}

/** The whole page, on simulated VMs by their names. */
export function renderApp(qemus: Readonly<Record<string, SimulatedQemu>>, options: Options = {}) {
  const { path = '/', role = 'operator', unopened = [] } = options
  history.replaceState(null, '', path)
  const clock = new PromptClock(1_000_000)
  const vms = Object.keys(qemus).map(
    (name): ListedVm => ({
      id: name,
      name,
      address: `unix:/run/${name}.qmp`,
      source: unopened.includes(name) ? 'discovered' : 'argument',
      role,
      viewers: 1,
      state: 'connected',
    }),
  )
  let sessions = 0
  const services = createAppServices({
    source: {
      list: () => Promise.resolve({ role, vms }),
      processOf: () => Promise.resolve(undefined),
      dial: (id) => () => (qemus[id] ?? new SimulatedQemu()).dial(clock),
    },
    clock,
    idPrefix: () => `s${++sessions}`,
    random: () => 0.5,
  })
  const result = render(<App services={services} onToken={() => {}} tokenState={() => 'proven'} />)
  return { ...result, services, clock }
}
