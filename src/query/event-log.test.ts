import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '#link/manual-clock.ts'
import { EventLog, type LogEntry } from './event-log.ts'
import { LogView } from './log-view.ts'

const event = (name: string, at = 0) =>
  ({ kind: 'event', vm: 'vm', at, name, data: {}, text: '', hostClock: true }) as const

function names(log: EventLog, view: LogView): string[] {
  view.update()
  return Array.from({ length: view.length }, (_, row) => log.at(view.at(row)?.place ?? -1)).map((entry) =>
    entry?.kind === 'event' ? entry.name : 'gone',
  )
}

describe('EventLog', () => {
  it('keeps the newest, and numbers go on', () => {
    const log = new EventLog(new ManualClock(), 3)
    for (const name of ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']) log.append(event(name))
    expect([log.first, log.next]).toEqual([5, 8])
    expect([4, 5, 7].map((seq) => log.at(seq)?.seq)).toEqual([undefined, 5, 7])
  })

  it('tells its subscribers once for a burst', () => {
    const clock = new ManualClock()
    const log = new EventLog(clock)
    let told = 0
    log.subscribe(() => told++)
    for (let n = 0; n < 1000; n++) log.append(event('STOP'))
    clock.advance(50)
    expect(told).toBe(1)
  })

  it('settles a command in place, with a new entry', () => {
    const log = new EventLog(new ManualClock())
    const seq = log.append({
      kind: 'command',
      vm: 'vm',
      at: 0,
      name: 'stop',
      args: undefined,
      outcome: { state: 'asked' },
    })
    const before = log.at(seq)
    log.settle(seq, { state: 'done', ms: 4 })
    expect(log.at(seq)).toMatchObject({ name: 'stop', outcome: { state: 'done', ms: 4 } })
    expect(log.at(seq)).not.toBe(before)
  })

  it('takes in what happened earlier at its time, and a command that moves meanwhile still settles', () => {
    const log = new EventLog(new ManualClock())
    log.append({ ...event('B'), at: 10 })
    const args = undefined
    const seq = log.append({
      kind: 'command',
      vm: 'vm',
      at: 20,
      name: 'C',
      args,
      outcome: { state: 'asked' },
    })
    log.insert([
      { ...event('A'), at: 5 },
      { ...event('BB'), at: 15 },
      { ...event('D'), at: 25 },
    ])
    log.settle(seq, { state: 'done', ms: 4 })
    const names = Array.from({ length: log.next }, (_, place) => log.at(place))
    expect(names).toMatchObject(['A', 'B', 'BB', 'C', 'D'].map((name) => ({ name })))
    expect(log.at(3)).toMatchObject({ outcome: { state: 'done' } })
    expect(new Set(names.map((entry) => entry?.seq)).size).toBe(5)
    expect(log.inserted).toBe(3)
  })

  it('sorts what comes in later before what came live at the same time', () => {
    const log = new EventLog(new ManualClock())
    log.append({ ...event('live'), at: 10 })
    log.insert([{ ...event('earlier'), at: 10 }])
    expect([log.at(0), log.at(1)]).toMatchObject([{ name: 'earlier' }, { name: 'live' }])
  })

  it('keeps the youngest where more comes in than there is room for', () => {
    const log = new EventLog(new ManualClock(), 3)
    for (const name of ['C', 'D']) log.append({ ...event(name), at: 10 })
    log.insert([
      { ...event('A'), at: 1 },
      { ...event('B'), at: 2 },
    ])
    expect([0, 1, 2, 3].map((place) => log.at(place))).toMatchObject([
      undefined,
      ...['B', 'C', 'D'].map((name) => ({ name })),
    ] as object[])
  })

  it('is empty after a clear, and goes on', () => {
    const log = new EventLog(new ManualClock())
    log.append(event('A'))
    log.clear()
    expect(log.at(0)).toBeUndefined()
    log.append(event('B'))
    expect(log.at(1)).toMatchObject({ name: 'B' })
  })
})

describe('LogView', () => {
  it('looks at each entry once, newest first and in portions at those from before', () => {
    const log = new EventLog(new ManualClock())
    for (const name of ['A', 'B', 'C', 'D', 'E']) log.append(event(name))
    let looks = 0
    const view = new LogView(log, () => ++looks > 0)
    expect(view.lookBack(2)).toBe(false)
    expect(names(log, view)).toEqual(['E', 'D'])
    log.append(event('F'))
    expect([view.lookBack(2), view.lookBack(2)]).toEqual([false, true])
    expect(names(log, view)).toEqual(['F', 'E', 'D', 'C', 'B', 'A'])
    expect(looks).toBe(6)
  })

  it('shows what passes, drops what the log has forgotten, and can be held', () => {
    const log = new EventLog(new ManualClock(), 4)
    for (const name of ['A', 'noise', 'B']) log.append(event(name))
    const view = new LogView(log, (entry) => entry.kind === 'event' && entry.name !== 'noise')
    view.lookBack(10)
    expect(names(log, view)).toEqual(['B', 'A'])
    log.append(event('C'))
    view.update(3)
    expect(view.length).toBe(2)
    for (const name of ['D', 'E']) log.append(event(name))
    expect(names(log, view)).toEqual(['E', 'D', 'C', 'B'])
    for (const name of ['F', 'G', 'H']) log.append(event(name))
    expect(names(log, view)).toEqual(['H', 'G', 'F', 'E'])
    log.clear()
    expect(names(log, view)).toEqual([])
  })

  it('makes one line of the same event again and again, and of a reset and all of the firmware’s own after it', () => {
    const log = new EventLog(new ManualClock())
    const reset = (guest: boolean, at: number) => ({ ...event('RESET', at), data: { guest } })
    const all = [
      event('A'),
      event('A'),
      event('B'),
      reset(false, 10),
      reset(true, 250),
      reset(true, 280),
      event('C', 290),
      reset(true, 300),
      event('A', 350),
      event('A', 400),
    ]
    for (const entry of all) log.append(entry)
    const before = new LogView(log, () => true)
    before.lookBack()
    const empty = new EventLog(new ManualClock())
    const live = new LogView(empty, () => true)
    for (const entry of all) empty.append(entry)
    for (const [ring, view] of [
      [log, before],
      [empty, live],
    ] as const) {
      view.update()
      const lines = Array.from({ length: view.length }, (_, row) => view.at(row))
      expect(lines.map((line) => [ring.at(line?.place ?? -1)?.at, line?.times])).toEqual([
        [400, 2],
        [290, 1],
        [10, 1],
        [0, 1],
        [0, 2],
      ])
    }
  })

  it('shows what comes late at its time, whatever comes and whenever it is looked at', () => {
    const step = fc.record({ name: fc.constantFrom('A', 'B', 'noise'), late: fc.nat(40), look: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), fc.nat(20), (steps, old) => {
        const log = new EventLog(new ManualClock(), 50)
        for (let n = 0; n < old; n++) log.append(event('A', n))
        const passes = (entry: LogEntry) => entry.kind === 'event' && entry.name !== 'noise'
        const view = new LogView(log, passes)
        view.lookBack()
        let now = 100
        for (const { name, late, look } of steps) {
          now += 10
          log.append(event(name, now - late))
          if (look) view.update()
        }
        view.update()
        view.lookBack()
        const shown = new LogView(log, passes)
        shown.lookBack()
        const count = (one: LogView) =>
          Array.from({ length: one.length }, (_, row) => one.at(row)?.times ?? 0).reduce(
            (sum, n) => sum + n,
            0,
          )
        expect(count(view)).toBe(count(shown))
        const times = Array.from(
          { length: view.length },
          (_, row) => log.at(view.at(row)?.place ?? -1)?.at ?? 0,
        )
        expect(times).toEqual([...times].sort((a, b) => b - a))
      }),
    )
  })
})
