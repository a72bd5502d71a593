import { describe, expect, it } from 'vitest'
import type { VmList } from '#api/types.ts'
import { type AppServices, createAppServices } from './app-services.ts'
import { askAhead, askListAhead } from './ask-ahead.ts'
import { PromptClock } from './testing/prompt-clock.ts'
import { SimulatedQemu } from './testing/simulated-qemu.ts'

const none: VmList = { role: 'operator', vms: [] }

function servicesOf(qemu: SimulatedQemu, list = () => Promise.resolve(none)): AppServices {
  const clock = new PromptClock()
  return createAppServices({
    source: { list, processOf: () => Promise.resolve(undefined), dial: () => () => qemu.dial(clock) },
    clock,
    idPrefix: () => 's',
    random: () => 0.5,
  })
}

const cached = ({ client }: AppServices, command: string) => client.getQueryData(['qmp', 'vm', command, null])

describe('asking ahead', () => {
  it('asks once for each line the first query that this QEMU has', async () => {
    const qemu = new SimulatedQemu({ 'query-cpus': [] }, { lacks: ['query-cpus-fast'] })
    const services = servicesOf(qemu)
    await askAhead(services, 'vm', [['query-status'], ['query-cpus-fast', 'query-cpus'], ['query-block']])
    expect(qemu.requests.map(({ execute }) => execute)).toEqual([
      'qmp_capabilities',
      'query-commands',
      'query-status',
      'query-cpus',
      'query-block',
    ])
    expect(cached(services, 'query-status')).toMatchObject({ status: 'running' })
  })

  it('ends where QEMU cannot be reached', async () => {
    const qemu = new SimulatedQemu({})
    const services = servicesOf(qemu)
    const asked = askAhead(services, 'vm', [['query-status']])
    qemu.hangUp()
    await asked
    expect(cached(services, 'query-status')).toBeUndefined()
  })

  it('gives the list of VMs to what shows it later, or its failure', async () => {
    const qemu = new SimulatedQemu({})
    const services = servicesOf(qemu)
    await askListAhead(services)
    expect(services.client.getQueryData(['vms'])).toEqual(none)
    const refused = servicesOf(qemu, () => Promise.reject(new Error('no')))
    await askListAhead(refused)
    expect(refused.client.getQueryState(['vms'])?.error?.message).toBe('no')
  })
})
