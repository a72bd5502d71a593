import { QueryObserver } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { ManualClock } from '#link/manual-clock.ts'
import type { ReadName } from '#qapi/types.ts'
import { framed } from '#qmp/framed.ts'
import { createSimulator } from '#sim/simulator.ts'
import { createAppServices } from './app-services.ts'
import { readQuery } from './read-query.ts'

const onScreen = [
  ...([
    'query-status',
    'query-name',
    'query-uuid',
    'query-block',
    'query-blockstats',
    'query-chardev',
  ] as const),
  ...([
    'query-pci',
    'query-cpus-fast',
    'query-memory-size-summary',
    'query-balloon',
    'query-migrate',
  ] as const),
  ...(['query-vnc-servers', 'query-target', 'query-rx-filter', 'query-memory-devices'] as const),
] satisfies ReadName[]

function start() {
  const clock = new ManualClock(1_000_000)
  const simulator = createSimulator({ scenario: 'slow', clock })
  const services = createAppServices({
    source: {
      list: () => Promise.resolve({ role: 'operator', vms: [] }),
      processOf: () => Promise.resolve(undefined),
      dial: () => () => framed(simulator.connect(), clock),
    },
    clock,
    idPrefix: () => 's',
    random: () => 0.5,
  })
  const vm = services.vm('vm')
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) {
      clock.advance(100)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const show = () => {
    for (const command of onScreen) {
      const question = readQuery(vm, command, undefined)
      new QueryObserver(services.client, question as object as { queryKey: string[] }).subscribe(() => {})
      services.polls.keep('vm', { question, every: 2000 })
    }
  }
  /** How long a Pause takes, in ms. */
  const pause = async () => {
    const begun = clock.now()
    let took: number | undefined
    void vm.act('stop').then(() => (took = clock.now() - begun))
    while (took === undefined) await pass(100)
    return took
  }
  return { services, pass, show, pause }
}

it('a click waits for one answer of a slow QEMU and its own, also while the page is being filled', async () => {
  const { pass, show, pause } = start()
  await pass(10_000)
  show()
  await pass(500)
  expect(await pause()).toBeLessThanOrEqual(4100)
})

it('a click waits for one answer of a slow QEMU and its own, after a while of polling', async () => {
  const { services, pass, show, pause } = start()
  await pass(10_000)
  show()
  await pass(120_000)
  expect(await pause()).toBeLessThanOrEqual(4100)
  const lines = Array.from({ length: services.log.next }, (_, place) => services.log.at(place))
  expect(lines.filter((line) => line?.kind === 'connection')).toMatchObject([{ words: 'Connected to QEMU.' }])
})
