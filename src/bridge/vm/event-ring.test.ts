import { describe, expect, test } from 'vitest'
import type { EventHistory } from '#api/types.ts'
import { defaultLimits } from '../limits.ts'
import { EventRing } from './event-ring.ts'

function read(ring: EventRing, after = 0): EventHistory {
  return JSON.parse(String(ring.toJson(after)))
}

describe('the ring of events', () => {
  test('gives events in order, digit by digit, with growing numbers', () => {
    const ring = new EventRing(defaultLimits)
    const texts = ['{"event": "A", "n": 18446744073709551615}', '{\r\n    "event": "B"\r\n}']
    for (const text of texts) ring.add(Buffer.from(text))
    for (const text of texts) expect(String(ring.toJson(0))).toContain(text)
    expect(read(ring).events.map(({ seq }) => seq)).toEqual([1, 2])
    expect(read(ring, 1).events.map(({ seq }) => seq)).toEqual([2])
  })

  test('keeps the newest, bounded in number and in bytes', () => {
    const ring = new EventRing(defaultLimits)
    for (let n = 1; n <= 3 * defaultLimits.keptEvents; n++) ring.add(Buffer.from(`{"n": ${n}}`))
    const { first, events } = read(ring)
    expect(events.length).toBeLessThanOrEqual(defaultLimits.keptEvents)
    expect(events.length).toBeGreaterThan(defaultLimits.keptEvents / 2)
    expect(events.at(-1)).toEqual({
      seq: 3 * defaultLimits.keptEvents,
      event: { n: 3 * defaultLimits.keptEvents },
    })
    expect(events[0]?.seq).toBe(first)
    for (let n = 0; n < 20; n++)
      ring.add(Buffer.from(`{"pad": "${'x'.repeat(defaultLimits.keptEventBytes / 4)}"}`))
    expect(read(ring).events.length).toBeLessThanOrEqual(4)
  })

  test('holds no more than the event of what it was a part of', () => {
    const ring = new EventRing(defaultLimits)
    const chunk = Buffer.from('{"event": "A"}{"event": "B"}')
    ring.add(chunk.subarray(0, 14))
    chunk.fill(0)
    expect(read(ring).events).toEqual([{ seq: 1, event: { event: 'A' } }])
  })

  test('says when nobody watched', () => {
    const ring = new EventRing(defaultLimits)
    ring.watched(1000)
    ring.add(Buffer.from('{"event": "A"}'))
    ring.unwatched(2000, false)
    ring.watched(3000)
    ring.add(Buffer.from('{"event": "B"}'))
    expect(read(ring).gaps).toEqual([{ after: 1, from: 2000, to: 3000 }])
    expect(read(ring, 1).gaps).toEqual([{ after: 1, from: 2000, to: 3000 }])
    expect(read(ring, 2).gaps).toEqual([])
  })

  test('keeps what explains a state through a flood of routine events', () => {
    const ring = new EventRing(defaultLimits)
    const say = (name: string) =>
      ring.add(
        Buffer.from(`{"timestamp": {"seconds": 1, "microseconds": 0}, "event": "${name}", "data": {}}`),
      )
    say('GUEST_PANICKED')
    say('STOP')
    for (let times = 0; times < 1500; times++)
      for (const name of ['VNC_CONNECTED', 'VNC_INITIALIZED', 'VNC_DISCONNECTED']) say(name)
    const { events, first } = read(ring)
    const names = events.map(({ event }) => (event as { event: string }).event)
    expect(names.slice(0, 2)).toEqual(['GUEST_PANICKED', 'STOP'])
    expect(first).toBe(1)
    expect(names.filter((name) => name === 'VNC_CONNECTED').length).toBeGreaterThan(1000)
    expect(events.length).toBeLessThanOrEqual(defaultLimits.keptEvents)
  })

  test('says whether QEMU has closed the connection, after which it may be another', () => {
    const ring = new EventRing(defaultLimits)
    ring.watched(1000)
    ring.unwatched(2000, true)
    ring.watched(3000)
    expect(read(ring).gaps).toEqual([{ after: 0, from: 2000, to: 3000, byQemu: true }])
  })

  test('numbers what clients get, and changes nothing else', () => {
    const ring = new EventRing(defaultLimits)
    const texts = ['{"event": "A", "n": 18446744073709551615}', '{\r\n    "event": "é", "x": {}\r\n}']
    const numbered = texts.map((text) => String(ring.add(Buffer.from(text))))
    for (const [index, text] of texts.entries())
      expect(numbered[index]).toBe(`${text.slice(0, -1)}, "__qmp-dashboard": {"seq": ${index + 1}}}`)
    expect(numbered.map((text) => JSON.parse(text)['__qmp-dashboard'])).toEqual([{ seq: 1 }, { seq: 2 }])
    expect(JSON.stringify(read(ring))).not.toContain('__qmp-dashboard')
  })

  test('has a name of its own, so that numbers which start over are noticed', () => {
    expect(read(new EventRing(defaultLimits)).epoch).not.toBe(read(new EventRing(defaultLimits)).epoch)
  })

  test('keeps no event that is no JSON, and null for what QEMU prints where there is no number', () => {
    const ring = new EventRing(defaultLimits)
    for (const text of ['{"event": "A"}', '{"event": nope}', '{"event": "B", "data": nan}'])
      ring.add(Buffer.from(text))
    expect(read(ring).events).toEqual([
      { seq: 1, event: { event: 'A' } },
      { seq: 3, event: { event: 'B', data: null } },
    ])
  })
})
