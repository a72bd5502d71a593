import { act, cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { renderPanel } from '#query/testing/render-panel.tsx'
import { Refusal, SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { cpus } from './panel.ts'

afterEach(cleanup)

const props = (core: number) => ({ 'socket-id': 0, 'core-id': core, 'thread-id': 0 })
const place = (core: number) => ({ type: 'qemu64-x86_64-cpu', 'vcpus-count': 1, props: props(core) })

const twoOfThree = () =>
  new SimulatedQemu({
    'query-cpus-fast': [0, 1].map((core) => ({
      'cpu-index': core,
      'thread-id': 70 + core,
      'qom-path': `/machine/unattached/device[${core}]`,
      props: props(core),
    })),
    'query-hotpluggable-cpus': [
      place(2),
      { ...place(1), 'qom-path': '/machine/unattached/device[1]' },
      { ...place(0), 'qom-path': '/machine/unattached/device[0]' },
    ],
    'query-target': { arch: 'x86_64' },
    'qom-list': [{ name: 'cpu2', type: 'child<qemu64-x86_64-cpu>' }],
  })

test('number, model, arrangement and free places are told, and how to fill the next', async () => {
  const { container } = renderPanel(cpus, twoOfThree())
  expect((await screen.findByText('2 vCPUs')).parentElement?.textContent).toBe('2 vCPUs, qemu64, x86_64')
  expect(screen.getByText('1 socket × 3 cores × 1 thread, 1 free slot')).toBeTruthy()
  expect((await screen.findByRole('row', { name: /^vCPU 1/ })).textContent).toContain('71')
  await screen.findByText('To add a vCPU')
  expect(container.textContent).toContain('"driver":"qemu64-x86_64-cpu"')
  expect(container.textContent).toContain('"core-id":2')
  await waitFor(() => expect(container.textContent).toContain('"id":"cpu3"'))
})

test('how busy they are comes from the process on the host', async () => {
  const process = {
    pid: 7,
    now: 0,
    startTime: 0,
    cpuSeconds: 10,
    threads: { 70: 4, 71: 6 } as Record<string, number>,
    residentBytes: 0,
    hostCpus: 2,
  }
  const { clock } = renderPanel(cpus, twoOfThree(), { process, brief: true })
  await screen.findByText('vCPU 0')
  expect(screen.getAllByText('–')).toHaveLength(3)
  process.threads = { 70: 5.5, 71: 6 }
  act(() => clock.advance(3000))
  await waitFor(() =>
    expect(screen.getByRole('meter', { name: 'vCPU 0' }).getAttribute('aria-valuetext')).toBe('50 %'),
  )
  expect(screen.getByRole('meter', { name: 'vCPU 1' }).getAttribute('aria-valuetext')).toBe('0 %')
})

test('a thread in a PID namespace has the id that the host has for it', async () => {
  const process = { pid: 900, now: 0, threads: { 70: 4, 71: 6 }, hostThreads: { 70: 970, 71: 971 } }
  renderPanel(cpus, twoOfThree(), { process })
  expect(await screen.findByText('970')).toBeTruthy()
  expect(screen.queryByText('70')).toBeNull()
})

test('without a free place, the advice keeps the vCPUs that there are', async () => {
  const qemu = twoOfThree()
  qemu.answers['query-hotpluggable-cpus'] = [0, 1].map((core) => ({
    ...place(core),
    'qom-path': `/c[${core}]`,
  }))
  qemu.answers['qom-get'] = 'pc-q35-7.2-machine'
  qemu.answers['query-machines'] = [{ name: 'pc-q35-7.2', 'cpu-max': 288, 'hotpluggable-cpus': true }]
  renderPanel(cpus, qemu)
  expect(await screen.findByText('-smp 2,maxcpus=4')).toBeTruthy()
})

test('that a machine takes no more vCPUs is only said where QEMU says so', async () => {
  const qemu = twoOfThree()
  qemu.answers['query-hotpluggable-cpus'] = new Refusal(
    "The feature 'query-hotpluggable-cpus' is not enabled",
  )
  const { unmount } = renderPanel(cpus, qemu)
  await screen.findByText('This machine type does not support vCPU hot-plug.')
  unmount()
  const cpu = { CPU: 0, thread_id: 5, halted: true, current: true }
  renderPanel(cpus, new SimulatedQemu({ 'query-cpus': [cpu] }, { scenario: 'era-1.0' }))
  await screen.findByRole('row', { name: /^vCPU 0/ })
  expect(screen.queryByText(/hot-plug/)).toBeNull()
})

test('a QEMU before 2.12 is asked by the command of its time', async () => {
  const cpu = { CPU: 0, thread_id: 5, halted: true, current: true }
  const qemu = new SimulatedQemu({ 'query-cpus': [cpu] }, { scenario: 'era-1.0' })
  renderPanel(cpus, qemu)
  expect((await screen.findByRole('row', { name: /^vCPU 0/ })).textContent).toContain('halted')
  expect(qemu.asked('query-cpus')).toHaveLength(1)
})
