import { describe, expect, it } from 'vitest'
import type { EventHistory } from '#api/types.ts'
import { ManualClock } from '#link/manual-clock.ts'
import { EventBackfill } from './event-backfill.ts'
import { EventLog } from './event-log.ts'

function eventText(name: string, seconds: number, data = ''): string {
  return `{"timestamp": {"seconds": ${seconds}, "microseconds": 0}, "event": "${name}"${data}}`
}

function start() {
  let epoch = 'one'
  let texts: string[] = []
  const gaps: EventHistory['gaps'] = []
  const asked: number[] = []
  const log = new EventLog(new ManualClock())
  const record = new EventBackfill('vm', log, async (_id, after) => {
    asked.push(after)
    const events = texts.map((text, index) => ({ seq: index + 1, event: JSON.parse(text) }))
    return {
      epoch,
      first: 1,
      events: events.filter(({ seq }) => seq > after),
      gaps: gaps.filter((gap) => gap.after >= after),
    }
  })
  const lines = () =>
    Array.from({ length: log.next }, (_, place) => log.at(place)).map((entry) =>
      entry?.kind === 'connection'
        ? entry.words.replace(/[\d:]{8}/g, 'T')
        : entry?.kind === 'event' && entry.name,
    )
  const live = (seq: number, text: string) => {
    if (!record.cameLive(seq)) return
    const { event: name, timestamp } = JSON.parse(text)
    log.append({
      kind: 'event',
      vm: 'vm',
      at: timestamp.seconds * 1000,
      name,
      data: {},
      text,
      hostClock: true,
    })
  }
  return {
    record,
    lines,
    live,
    gaps,
    asked,
    log,
    bridgeSaw: (...more: string[]) => texts.push(...more),
    bridgeBeginsAnew: () => {
      epoch = 'two'
      texts = []
    },
  }
}

describe('the record of the bridge', () => {
  it('fills the log with what was before, by time', async () => {
    const { record, lines, live, bridgeSaw } = start()
    bridgeSaw(eventText('STOP', 1), eventText('RESUME', 2))
    live(3, eventText('RESET', 5))
    const { events } = await record.catchUp(3000)
    expect(lines()).toEqual(['STOP', 'RESUME', 'RESET'])
    expect(events.map(({ name, at }) => [name, at])).toEqual([
      ['STOP', 1000],
      ['RESUME', 2000],
    ])
  })

  it('has each event once, also where it came live while the record was asked for', async () => {
    const { record, lines, live, bridgeSaw } = start()
    bridgeSaw(eventText('STOP', 1), eventText('RESUME', 2))
    const caughtUp = record.catchUp(3000)
    live(2, eventText('RESUME', 2))
    await caughtUp
    expect(lines()).toEqual(['STOP', 'RESUME'])
    live(3, eventText('STOP', 4))
    record.linkLost()
    bridgeSaw(eventText('STOP', 4), eventText('RESUME', 6))
    live(5, eventText('RESET', 7))
    await record.catchUp(7000)
    expect(lines()).toEqual(['STOP', 'RESUME', 'STOP', 'RESUME', 'RESET'])
  })

  it('has each event once, also where the record had it before it came live', async () => {
    const { record, lines, live, bridgeSaw } = start()
    bridgeSaw(eventText('STOP', 1), eventText('RESUME', 2))
    await record.catchUp(3000)
    live(2, eventText('RESUME', 2))
    live(3, eventText('RESET', 3))
    expect(lines()).toEqual(['STOP', 'RESUME', 'RESET'])
  })

  it('finds what was missed between sessions whose records could not be read', async () => {
    const { record, lines, live, bridgeSaw } = start()
    live(2, eventText('RESUME', 2))
    record.linkLost()
    live(4, eventText('RESET', 4))
    bridgeSaw(eventText('STOP', 1), eventText('RESUME', 2), eventText('STOP', 3), eventText('RESET', 4))
    await record.catchUp(5000)
    expect(lines()).toEqual(['STOP', 'RESUME', 'STOP', 'RESET'])
  })

  it('asks for nothing twice', async () => {
    const { record, lines, asked, bridgeSaw } = start()
    bridgeSaw(eventText('STOP', 1))
    await record.catchUp(2000)
    await record.catchUp(3000)
    expect(asked).toEqual([0, 1])
    expect(lines()).toEqual(['STOP'])
  })

  it('keeps two events that are alike to the microsecond, where there were two', async () => {
    const { record, lines, live, bridgeSaw } = start()
    bridgeSaw(eventText('STOP', 1), eventText('STOP', 1))
    live(2, eventText('STOP', 1))
    await record.catchUp(2000)
    expect(lines()).toEqual(['STOP', 'STOP'])
  })

  it('takes no number of another bridge for one of its own', async () => {
    const { record, lines, live, bridgeSaw, bridgeBeginsAnew } = start()
    bridgeSaw(eventText('STOP', 1), eventText('RESUME', 2))
    await record.catchUp(2500)
    live(3, eventText('RESET', 3))
    record.linkLost()
    bridgeBeginsAnew()
    bridgeSaw(eventText('STOP', 4), eventText('RESUME', 5), eventText('STOP', 6))
    live(2, eventText('RESUME', 5))
    await record.catchUp(7000)
    expect(lines().slice(0, 6)).toEqual(['STOP', 'RESUME', 'RESET', 'STOP', 'RESUME', 'STOP'])
  })

  it('says once when nobody watched, and takes nothing from before for continuous', async () => {
    const { record, lines, gaps, bridgeSaw } = start()
    bridgeSaw(eventText('STOP', 1), eventText('RESUME', 9))
    gaps.push({ after: 1, from: 2000, to: 8000 })
    const { events } = await record.catchUp(9000)
    expect(lines()).toEqual(['STOP', 'Not watched from T to T; events of that time are unknown.', 'RESUME'])
    expect(events.map(({ name }) => name)).toEqual(['RESUME'])
    await record.catchUp(10_000)
    expect(lines()).toHaveLength(3)
  })

  it('is unbroken only where somebody has watched all the time since', async () => {
    const { record, gaps } = start()
    expect(await record.catchUp(1000)).toMatchObject({ isUnbroken: false })
    expect(await record.catchUp(2000)).toMatchObject({ isUnbroken: true })
    gaps.push({ after: 0, from: 2500, to: 3000 })
    expect(await record.catchUp(3000)).toMatchObject({ isUnbroken: false })
  })

  it('reads a new record from its beginning, and says that there was another', async () => {
    const { record, lines, asked, bridgeSaw, bridgeBeginsAnew } = start()
    bridgeSaw(eventText('STOP', 1), eventText('RESUME', 2))
    await record.catchUp(2000)
    bridgeBeginsAnew()
    bridgeSaw(eventText('RESET', 3))
    expect(await record.catchUp(4000)).toMatchObject({ isUnbroken: false })
    expect(asked).toEqual([0, 2, 0])
    expect(lines().slice(0, 3)).toEqual(['STOP', 'RESUME', 'RESET'])
    expect(lines()[3]).toContain('event record of this VM was restarted')
  })

  it('tells what is of this QEMU: since it closed a connection last', async () => {
    const { record, gaps, bridgeSaw } = start()
    bridgeSaw(eventText('STOP', 1), eventText('RESUME', 2), eventText('RESET', 3))
    gaps.push({ after: 1, from: 1500, to: 1600, byQemu: true }, { after: 2, from: 2500, to: 2600 })
    const first = await record.catchUp(4000)
    expect(first.events.map(({ name }) => name)).toEqual(['RESET'])
    expect(first.ofThisQemu.map(({ name }) => name)).toEqual(['RESUME', 'RESET'])
    gaps.push({ after: 3, from: 5000, to: 6000 })
    expect((await record.catchUp(7000)).isSameQemu).toBe(true)
    gaps.push({ after: 3, from: 8000, to: 9000, byQemu: true })
    expect((await record.catchUp(9000)).isSameQemu).toBe(false)
  })
})
