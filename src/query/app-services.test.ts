import { describe, expect, it } from 'vitest'
import type { ActivityListener } from '#api/api.ts'
import type { Act, VmList } from '#api/types.ts'
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
    idPrefix: () => 'page-1',
    pageId: 'page',
    random: () => 0.5,
  })
  services.activity.watch()
  const hear = (more: Partial<Act>) => listener?.onMessage({ type: 'act', act: { ...act, ...more } })
  return { services, links, hear, listening }
}

describe('a world with others in it', () => {
  it('logs what others do, with what came of it', () => {
    const { services, hear } = start()
    hear({ id: '"other-1-7"' })
    hear({ outcome: 'refused', error: { class: 'GenericError', desc: 'no' }, arguments: { value: 1 } })
    hear({ outcome: 'unknown' })
    expect([0, 1, 2].map((place) => services.log.at(place))).toMatchObject([
      { kind: 'command', name: 'stop', by: 'operator', at: 5, outcome: { state: 'done' } },
      { args: { value: 1 }, outcome: { state: 'refused', words: 'no' } },
      { outcome: { state: 'unknown' } },
    ])
  })

  it('leaves out what this page has done itself, but not what a page with a similar name has', () => {
    const { services, hear } = start()
    hear({ id: '"page-1-7"' })
    expect(services.log.next).toBe(0)
    hear({ id: '"page2-1-7"' })
    hear({ id: '7' })
    expect(services.log.next).toBe(2)
  })

  it('makes old what others’ acts have changed', async () => {
    const { services, hear } = start()
    const key = ['qmp', 'vm', 'query-status', null]
    services.client.setQueryData(key, {})
    hear({})
    ;(services.clock as ManualClock).advance(50)
    expect(services.client.getQueryState(key)?.isInvalidated).toBe(true)
  })

  it('keeps what others have told a network link, and only what QEMU has accepted', () => {
    const { services, hear } = start()
    const vm = services.vm('vm')
    hear({ command: 'set_link', arguments: { name: 'net0', up: false } })
    hear({ command: 'set_link', arguments: { name: 'net1', up: false }, outcome: 'refused' })
    hear({ command: 'set_link', arguments: '(masked)' })
    expect([...vm.snapshot.getState().links]).toEqual([['net0', { up: false, at: 5 }]])
    services.log.clear()
    expect(vm.snapshot.getState().links.size).toBe(1)
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
  it('lets go of every socket at once, and comes back with new ones', () => {
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

  it('leaves alone what had ended for good, and what never rested', () => {
    const { services, links, listening } = start()
    services.vm('vm').close()
    services.rest()
    services.wake()
    services.wake()
    expect([links.length, listening.begun]).toEqual([1, 2])
  })
})
