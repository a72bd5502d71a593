import { act, cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { renderPanel } from '#query/testing/render-panel.tsx'
import { SimulatedQemu } from '#query/testing/simulated-qemu.ts'
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
  })

test('number, model, arrangement and free places are told, and how to fill the next', async () => {
  const { container } = renderPanel(cpus, twoOfThree())
  expect((await screen.findByText('2 vCPUs')).parentElement?.textContent).toBe('2 vCPUs, qemu64, x86_64')
  expect(screen.getByText('1 socket × 3 cores × 1 thread, 1 free slot')).toBeTruthy()
  expect((await screen.findByRole('row', { name: /^vCPU 1/ })).textContent).toContain('71')
  await screen.findByText('To add a vCPU')
  expect(container.textContent).toContain('"driver":"qemu64-x86_64-cpu"')
  expect(container.textContent).toContain('"core-id":2')
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

test('a QEMU before 2.12 is asked by the command of its time', async () => {
  const cpu = { CPU: 0, thread_id: 5, halted: true, current: true }
  const qemu = new SimulatedQemu({ 'query-cpus': [cpu] }, { scenario: 'era-1.0' })
  renderPanel(cpus, qemu)
  expect((await screen.findByRole('row', { name: /^vCPU 0/ })).textContent).toContain('halted')
  expect(qemu.asked('query-cpus')).toHaveLength(1)
})
