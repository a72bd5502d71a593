import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { type Panel, panel } from '#panels/panel.ts'
import { renderPanel } from '#query/testing/render-panel.tsx'
import { type Answers, SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { useVm } from '#query/use-vms.ts'
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
