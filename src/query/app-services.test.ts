import { describe, expect, it } from 'vitest'
import type { ActivityListener } from '#api/api.ts'
import type { Act, Activity, VmList } from '#api/types.ts'
import { ManualClock } from '#link/manual-clock.ts'
import { ScriptedLink } from '#link/scripted-link.ts'
import { createAppServices } from './app-services.ts'

const act: Act = { vm: 'vm', command: 'stop', role: 'operator', outcome: 'done', time: 5 }

function start(list: VmList = { role: 'operator', vms: [] }) {
  const links: ScriptedLink[] = []
  let listener: ActivityListener | undefined
  const listening = { begun: 0, ended: 0 }
  const services = createAppServices({
    source: {
      list: async () => list,
      processOf: async () => undefined,
      dial: () => () => {
        const link = new ScriptedLink()
        links.push(link)
        return link
      },
      activity: (given) => {
        listener = given
        listening.begun++
        return () => listening.ended++
      },
    },
    clock: new ManualClock(),
    idPrefix: () => 'browser.page-1',
    own: { browser: 'browser', page: 'page' },
    random: () => 0.5,
  })
  services.activity.watch()
  const tell = async (message: Activity) => {
    listener?.onMessage(message)
    // The code for acts comes with the first.
    await import('./heard-acts.ts')
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  const hear = (more: Partial<Act>) => tell({ type: 'act', act: { ...act, ...more } })
  return { services, links, hear, tell, listening }
}

describe('a world with others in it', () => {
  it('logs what others do, with what came of it', async () => {
    const { services, hear } = start()
    await hear({ id: '"other-1-7"' })
    await hear({ outcome: 'refused', error: { class: 'GenericError', desc: 'no' }, arguments: { value: 1 } })
    await hear({ outcome: 'unknown' })
    expect([0, 1, 2].map((place) => services.log.at(place))).toMatchObject([
      { kind: 'command', name: 'stop', by: 'operator', at: 5, outcome: { state: 'done' } },
      { args: { value: 1 }, outcome: { state: 'refused', words: 'no' } },
      { outcome: { state: 'unknown' } },
    ])
  })

  it('leaves out what this page has done itself, but not what a page with a similar name has', async () => {
    const { services, hear } = start()
    await hear({ id: '"browser.page-1-7"' })
    expect(services.log.next).toBe(0)
    await hear({ id: '"browser.page2-1-7"' })
    await hear({ id: '"browser2.page-1-7"' })
    await hear({ id: '7' })
    expect([0, 1, 2].map((place) => services.log.at(place))).toMatchObject([
      // Another page of the same browser, such as this one before a reload.
      { name: 'stop' },
      { by: 'operator' },
      { by: 'operator' },
    ])
  })

  it('knows what was done before it was opened, each act once, also when it listens again', async () => {
    const { services, hear, tell } = start()
    const acts = [1, 2].map((seq) => ({ ...act, seq, time: 100 * seq, ms: 4 }))
    await tell({ type: 'acts', epoch: 'one', acts })
    await hear({ seq: 3, time: 300 })
    await hear({ seq: 3, time: 300 })
    await tell({
      type: 'acts',
      epoch: 'one',
      acts: [...acts, { ...act, seq: 3 }, { ...act, seq: 4, time: 400 }],
    })
    const times = () => Array.from({ length: services.log.next }, (_, place) => services.log.at(place)?.at)
    expect(times()).toEqual([96, 196, 300, 400])
    expect(services.acts.known.getState()).toMatchObject({ isComplete: true })
    await tell({ type: 'acts', epoch: 'two', acts: [{ ...act, seq: 1, time: 500 }] })
    expect(times()).toHaveLength(5)
    expect(services.acts.known.getState().byVm.get('vm')).toHaveLength(1)
  })

  it('makes old what others’ acts have changed', async () => {
    const { services, hear } = start()
    const key = ['qmp', 'vm', 'query-status', null]
    services.client.setQueryData(key, {})
    await hear({})
    ;(services.clock as ManualClock).advance(50)
    expect(services.client.getQueryState(key)?.isInvalidated).toBe(true)
  })

  it('keeps what others have told a network link, and only what QEMU has accepted', async () => {
    const { services, hear } = start()
    const links = () => services.acts.known.getState().byVm.get('vm')
    await hear({ command: 'set_link', arguments: { name: 'net0', up: false } })
    await hear({ command: 'set_link', arguments: { name: 'net1', up: false }, outcome: 'refused' })
    await hear({ command: 'set_link', arguments: '(masked)' })
    expect(links()).toMatchObject([
      { arguments: { name: 'net0', up: false }, at: 5, by: 'operator' },
      { arguments: '(masked)' },
    ])
    services.log.clear()
    expect(links()).toHaveLength(2)
  })

  it('lets go of a VM that is gone, and watches one that comes back anew', async () => {
    const { services, links } = start({
      role: 'operator',
      vms: [{ id: 'vm', name: 'vm', source: 'discovered', role: 'operator', viewers: 0, state: 'idle' }],
    })
    const vm = services.vm('vm')
    services.open('vm')
    await services.client.fetchQuery({ queryKey: ['vms'], queryFn: () => services.list.ask() })
    expect(services.vm('vm')).toBe(vm)
    services.list.take({ type: 'vm-gone', id: 'vm' })
    expect(vm.snapshot.getState().link.phase).toBe('ended')
    expect([...services.opened.getState()]).toEqual([])
    expect(services.vm('vm')).not.toBe(vm)
    expect(links).toHaveLength(2)
  })
})

describe('a page that nobody sees for a while', () => {
  it('lets go of every socket at once, and comes back with new ones', async () => {
    const { services, links, listening } = start()
    const { snapshot } = services.vm('vm')
    services.rest()
    expect(links.map(({ isOpen }) => isOpen)).toEqual([false])
    expect(listening).toEqual({ begun: 1, ended: 1 })
    ;(services.clock as ManualClock).advance(60_000)
    expect([links.length, listening.begun]).toEqual([1, 1])

    services.wake()
    expect([links.length, listening.begun]).toEqual([2, 2])
    expect(snapshot.getState().link.phase).toBe('connecting')
    // That the page was closed is no error to report.
    expect(services.log.next).toBe(0)
  })

  it('leaves alone what had ended for good, and what never rested', async () => {
    const { services, links, listening } = start()
    services.vm('vm').close()
    services.rest()
    services.wake()
    services.wake()
    expect([links.length, listening.begun]).toEqual([1, 2])
  })
})
