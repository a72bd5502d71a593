import { describe, expect, it } from 'vitest'
import { failureOf, greeting, start, startReady, veryOldGreeting } from './test-session.ts'

describe('a ready session', () => {
  it('hears an event in the same breath as the end of the negotiation', async () => {
    const { link, opening, told } = start()
    link.say(greeting, `{"return": {}, "id": "s1-1"}\r\n`, '{"event": "STOP"}\r\n')
    await opening
    expect(told).toEqual(['event STOP undefined'])
  })

  it('C-02: matches answers by id, not by order', async () => {
    const { link, session } = await startReady()
    const name = session.execute('query-name')
    const balloon = session.execute('query-balloon')
    link.say('{"id": "s1-3", "error": {"class": "DeviceNotActive", "desc": "No balloon device"}}\r\n')
    link.say('{"return": {"name": "web-01"}, "id": "s1-2"}\r\n')
    expect(await name).toEqual({ name: 'web-01' })
    expect(await failureOf(balloon)).toMatchObject({
      kind: 'refused',
      by: 'qemu',
      class: 'DeviceNotActive',
      message: 'No balloon device',
      sent: '{"execute":"query-balloon","id":"s1-3"}',
    })
  })

  it('C-03: takes an answer whatever the order of its members', async () => {
    const { link, session } = await startReady()
    const [first, second] = [session.execute('query-name'), session.execute('query-name')]
    const third = failureOf(session.execute('query-name'))
    link.say('{"return": {"name": "a"}, "id": "s1-2"}', '{"id": "s1-3", "return": {"name": "b"}}')
    link.say('{"error": {"desc": "no", "class": "GenericError"}, "id": "s1-4"}')
    expect([await first, await second, (await third).message]).toEqual([{ name: 'a' }, { name: 'b' }, 'no'])
  })

  it('C-02: two sessions share no id', async () => {
    const [one, other] = [start('a'), start('b')]
    for (const { link } of [one, other]) link.say(greeting)
    expect(one.link.sent[0]).toContain('"id":"a-1"')
    expect(other.link.sent[0]).toContain('"id":"b-1"')
  })

  it('F-15, C-11: sends no arguments where there are none', async () => {
    const { link, session } = await startReady()
    void session.execute('stop')
    void session.execute('stop', {})
    expect(link.sent.slice(1)).toEqual([
      '{"execute":"stop","id":"s1-2"}\n',
      '{"execute":"stop","arguments":{},"id":"s1-3"}\n',
    ])
  })

  it('F-06, F-13: a command ends with a line end and begins with no byte order mark', async () => {
    const { link, session } = await startReady()
    void session.execute('stop')
    for (const text of link.sent) expect(text).toMatch(/^\{.*\}\n$/)
  })

  it('F-11: takes an answer of 12 MB', async () => {
    const { link, session } = await startReady()
    const answer = session.execute('human-monitor-command', { 'command-line': 'info mtree' })
    const text = 'x'.repeat(12_000_000)
    link.say(`{"return": "${text}", "id": "s1-2"}\r\n`)
    expect((await answer) === text).toBe(true)
  })

  it('F-12: a number that is none comes as null, and the session goes on', async () => {
    const { link, session } = await startReady()
    const migration = session.execute('query-migrate')
    link.say('{"return": {"ram": {"mbps": -nan, "pages-per-second": inf}}, "id": "s1-2"}')
    expect(await migration).toEqual({ ram: { mbps: null, 'pages-per-second': null } })
  })

  it('F-14, C-13: members, events and commands of a newer or a downstream QEMU pass', async () => {
    const { link, session, told } = await startReady()
    const answer = session.execute('__com.example_dream' as 'query-status')
    link.say(
      '{"event": "__COM.EXAMPLE_WEATHER", "__x": 1}',
      '{"return": {"__y": []}, "__z": null, "id": "s1-2"}',
    )
    expect(await answer).toEqual({ __y: [] })
    expect(told).toEqual(['event __COM.EXAMPLE_WEATHER undefined'])
  })

  it('C-04: takes an empty text and false for answers', async () => {
    const { link, session } = await startReady()
    const text = session.execute('human-monitor-command', { 'command-line': 'info status' })
    link.say('{"return": "", "id": "s1-2"}')
    expect(await text).toBe('')
  })

  it('C-05: gives events and answers whichever comes first', async () => {
    const { link, session, told } = await startReady()
    const stop = session.execute('stop')
    link.say(
      '{"timestamp": {"seconds": 1795322722, "microseconds": 242255}, "event": "STOP"}\r\n',
      '{"return": {}, "id": "s1-2"}\r\n',
    )
    await stop
    expect(told).toEqual(['event STOP 1795322722242.255'])
  })

  it.each([
    ['before', ['{"event": "BLOCK_JOB_COMPLETED"}', '{"return": {}, "id": "s1-2"}']],
    ['behind', ['{"return": {}, "id": "s1-2"}', '{"event": "BLOCK_JOB_COMPLETED"}']],
  ])('C-06: a job may complete %s the return of its command', async (_order, texts) => {
    const { link, session, told } = await startReady()
    const completed = session.execute('job-complete', { id: 'job0' })
    link.say(...texts)
    expect(await completed).toEqual({})
    expect(told).toEqual(['event BLOCK_JOB_COMPLETED undefined'])
  })

  it('V-02: an event whose time QEMU did not know has none', async () => {
    const { link, told } = await startReady()
    link.say('{"timestamp": {"seconds": -1, "microseconds": -1}, "event": "X"}', '{"event": "Y"}')
    expect(told).toEqual(['event X undefined', 'event Y undefined'])
  })

  it('O-04: has at most seven commands with QEMU, in order', async () => {
    const { link, session } = await startReady()
    for (let n = 0; n < 9; n++) session.execute('query-status').catch(() => {})
    expect(link.sent).toHaveLength(1 + 7)
    link.say('{"return": {}, "id": "s1-2"}', '{"return": {}, "id": "s1-3"}')
    expect(link.sent.at(-1)).toBe('{"execute":"query-status","id":"s1-10"}\n')
  })

  it('C-09: has one command with a QEMU before 1.0', async () => {
    const { link, opening } = start()
    link.say(veryOldGreeting)
    const session = await opening
    for (let n = 0; n < 3; n++) session.execute('query-status').catch(() => {})
    expect(link.sent).toHaveLength(1)
  })

  it('C-07: reports a busy QEMU, keeps waiting, and takes the late answer', async () => {
    const { link, clock, session, told } = await startReady()
    const status = session.execute('query-status')
    clock.advance(90_000)
    expect(told).toEqual(['busy query-status since 0'])
    link.say('{"return": {"running": true}, "id": "s1-2"}')
    expect(await status).toEqual({ running: true })
    expect(told.at(-1)).toBe('answers again')
    expect(link.sent).toHaveLength(2)
  })

  it('C-07: a QEMU that answers one command after the other, slowly, is not busy', async () => {
    const { link, clock, session, told } = await startReady()
    for (let n = 2; n < 7; n++) session.execute('query-status').catch(() => {})
    for (let n = 2; n < 7; n++) {
      clock.advance(4000)
      link.say(`{"return": {}, "id": "s1-${n}"}`)
    }
    expect(told).toEqual([])
  })

  it('C-07: what is usual for a QEMU is told once', async () => {
    const { link, clock, session, told } = await startReady([])
    link.say('{"return": {}, "id": "s1-1"}')
    for (let n = 2; n < 12; n++) {
      session.execute('query-status').catch(() => {})
      clock.advance(6000)
      link.say(`{"return": {}, "id": "s1-${n}"}`)
    }
    expect(told.filter((line) => line.startsWith('busy')).length).toBeLessThanOrEqual(3)
  })
})
