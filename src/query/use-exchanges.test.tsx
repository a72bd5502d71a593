import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { type AskedRead, type PanelVm, usePanelVm } from './panel-vm.ts'
import { renderPanel } from './testing/render-panel.tsx'
import { Refusal, SimulatedQemu } from './testing/simulated-qemu.ts'
import { type Exchange, useExchanges } from './use-exchanges.ts'
import { useVm } from './use-vms.ts'

afterEach(cleanup)

type Vm = PanelVm<'query-status' | 'query-name' | 'query-kvm' | 'query-balloon' | 'qom-get', never>

function Asking() {
  const { vm, asked }: { vm: Vm; asked: () => readonly AskedRead[] } = usePanelVm(
    useVm('web-01'),
    'web-01',
    'operator',
  )
  const status = vm.useRead('query-status').data
  const refused = vm.useRead('query-balloon').error
  vm.useRead('query-kvm')
  vm.useRead('query-name', { when: false })
  vm.useRead('qom-get', { args: { path: '', property: 'type' }, when: false })
  const exchanges: Exchange[] = useExchanges(vm.id)(asked())
  return status && refused ? (
    <output>{JSON.stringify(exchanges.map(({ request, answer }) => [request, answer]))}</output>
  ) : null
}

test('"show the QMP" lists what was asked, with what came, and nothing that was not', async () => {
  const answers = {
    'query-status': { running: true },
    'query-balloon': new Refusal('No balloon', 'DeviceNotActive'),
  }
  const qemu = new SimulatedQemu(answers, { lacks: ['query-kvm'] })
  renderPanel({ component: Asking }, qemu)
  expect(JSON.parse((await screen.findByRole('status')).textContent ?? '')).toEqual([
    ['{"execute":"query-status"}', '{\n  "running": true\n}'],
    [
      '{"execute":"query-balloon"}',
      '{\n  "error": {\n    "class": "DeviceNotActive",\n    "desc": "No balloon"\n  }\n}',
    ],
  ])
})
