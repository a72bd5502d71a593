import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { type Panel, panel } from '#panels/panel.ts'
import { renderPanel } from '#query/testing/render-panel.tsx'
import { type Answers, SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { useVmState } from '#query/use-vm-state.ts'
import { useVm } from '#query/use-vms.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { PanelFrame } from './panel-frame.tsx'

afterEach(cleanup)

const identity = { id: 'x', title: 'Example', group: 'devices', size: 'card' } as const
const component = () => <p>what it shows</p>
const oneOfTwo = panel({
  ...identity,
  needs: ['query-cpus-fast', 'query-cpus'],
  reads: ['query-status'],
  acts: [],
  component,
})

const about = { name: 'web-01', role: 'operator', address: undefined, brief: false } as const

/** The panel in its frame, on a QEMU without these commands. */
function renderFramed(framed: Panel, lacks: readonly string[], answers: Answers = {}) {
  const qemu = new SimulatedQemu(answers, { lacks })
  const Framed = () => <PanelFrame {...about} panel={framed} vm={useVm('web-01')} />
  renderPanel({ component: Framed }, qemu)
  return qemu
}

test('on a QEMU without any of the queries it needs, a panel says which and since when QEMU has them', async () => {
  renderFramed(oneOfTwo, ['query-cpus-fast', 'query-cpus'])
  expect(
    await screen.findByText(
      'This QEMU does not support query-cpus-fast (QEMU 2.12 and newer) or query-cpus (before QEMU 6.0).',
    ),
  ).toBeTruthy()
  expect(screen.queryByText('what it shows')).toBeNull()
})

test('one of the queries a panel needs is enough, and what else it reads is not needed', async () => {
  renderFramed(oneOfTwo, ['query-cpus-fast', 'query-status'], { 'query-cpus': [] })
  expect(await screen.findByText('what it shows')).toBeTruthy()
})

test('a panel that needs no query is always shown', async () => {
  renderFramed(panel({ ...identity, needs: [], reads: ['query-status'], acts: [], component }), [
    'query-status',
  ])
  expect(await screen.findByText('what it shows')).toBeTruthy()
})

test('what was not asked before the link was lost says so, and has no age', async () => {
  const reads = panel({
    ...identity,
    needs: ['query-pci'],
    reads: [],
    acts: [],
    component: ({ vm }) => {
      const { data } = vm.useRead('query-pci')
      return data ? <p>what it shows</p> : <Skeleton />
    },
  })
  const qemu = renderFramed(reads, [])
  expect(await screen.findByText('what it shows')).toBeTruthy()
  qemu.hangUp()
  expect(await screen.findByText(/old$/)).toBeTruthy()
  cleanup()

  const cut = new SimulatedQemu()
  const Before = () => <p>{useVmState(useVm('web-01')).run.word}</p>
  const { services } = renderPanel({ component: Before }, cut)
  await screen.findByText('running')
  cut.hangUp()
  await screen.findByText('unknown')
  cleanup()
  const Framed = () => <PanelFrame {...about} panel={reads} vm={useVm('web-01')} />
  renderPanel({ component: Framed }, cut, { services })
  expect(await screen.findByText('Not asked before the link was lost.')).toBeTruthy()
  expect(screen.queryByText(/old$/)).toBeNull()
})
