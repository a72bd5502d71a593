import { QueryClientProvider } from '@tanstack/react-query'
import { type RenderResult, render } from '@testing-library/react'
import type { ComponentType } from 'react'
import type { Role, VmProcess } from '#api/types.ts'
import type { ActName, ReadName } from '#qapi/types.ts'
import { type AppServices, AppServicesContext, createAppServices } from '../app-services.ts'
import { type PanelVm, usePanelVm } from '../panel-vm.ts'
import { PromptClock } from './prompt-clock.ts'
import type { SimulatedQemu } from './simulated-qemu.ts'

const vmId = 'web-01'

interface Rendered {
  component: ComponentType<{ vm: PanelVm<ReadName, ActName>; brief: boolean }>
}

interface Options {
  brief?: boolean
  role?: Role
  address?: string
  /** What the bridge reports of QEMU's process. */
  process?: VmProcess
  /** QEMUs of further VMs, by their ids. */
  others?: Readonly<Record<string, SimulatedQemu>>
  /** Those of an earlier panel; the VM in them stays on its own QEMU. */
  services?: AppServices
}

interface RenderedPanel extends RenderResult {
  services: AppServices
  clock: PromptClock
}

/** Renders what a panel shows of this QEMU, without its frame. QEMU lives by the page's clock. */
export function renderPanel(
  { component: Content }: Rendered,
  qemu: SimulatedQemu,
  { brief = false, role = 'operator', address, process, others = {}, services: before }: Options = {},
): RenderedPanel {
  const clock = new PromptClock(1_000_000)
  const services =
    before ??
    createAppServices({
      source: {
        list: () => Promise.resolve({ role, vms: [] }),
        processOf: () => Promise.resolve(process),
        dial: (id) => () => (others[id] ?? qemu).dial(clock),
      },
      clock,
      idPrefix: () => 's',
      random: () => 0.5,
    })
  const Opened = () => <Content vm={usePanelVm(services.vm(vmId), vmId, role, address).vm} brief={brief} />
  const result = render(
    <QueryClientProvider client={services.client}>
      <AppServicesContext value={services}>
        <Opened />
      </AppServicesContext>
    </QueryClientProvider>,
  )
  return { ...result, services, clock }
}
