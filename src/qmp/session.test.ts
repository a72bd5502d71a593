import { describe, expect, it } from 'vitest'
import { ManualClock } from '#link/manual-clock.ts'
import { ScriptedLink } from '#link/scripted-link.ts'
import type { QmpError } from './errors.ts'
import { openSession, type SessionObserver } from './session.ts'

const greeting =
  '{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": ""}, "capabilities": ["oob"]}}\r\n'
const veryOldGreeting = '{"QMP": {"capabilities": []}}\r\n'

/** A session on a scripted link, and what its observer was told. */
function start() {
  const link = new ScriptedLink()
  const clock = new ManualClock()
  const told: string[] = []
  const observer: SessionObserver = {
    event: (event) => told.push(`event ${event.name} ${event.at}`),
    closed: (why) => told.push(`closed ${why.kind}: ${why.message}`),
    busy: (waiting) =>
      told.push(waiting ? `busy ${waiting.command} since ${waiting.since}` : 'answers again'),
    stray: (text) => told.push(`stray ${text}`),
  }
  const opening = openSession({ link, clock, observer, idPrefix: 's1' })
  opening.catch(() => {})
  return { link, clock, told, opening }
}

async function startReady() {
  const started = start()
  started.link.say(`${greeting}{"return": {}, "id": "s1-1"}\r\n`)
  return { ...started, session: await started.opening }
}

function failureOf(promise: Promise<unknown>): Promise<QmpError> {
  return promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error) => error,
  )
}

describe('negotiation', () => {
  it('N-01, P-06: sends nothing before the greeting, then negotiates with an id', async () => {
    const { link, opening } = start()
    expect(link.sent).toEqual([])
    link.say(greeting)
    expect(link.sent).toEqual(['{"execute":"qmp_capabilities","id":"s1-1"}\n'])
    link.say('{"return": {}, "id": "s1-1"}\r\n')
    expect((await opening).greeting.version).toEqual({ major: 7, minor: 2, micro: 22 })
  })

  it('P-04: waits on when an event comes before the greeting', async () => {
    const { link, opening, told } = start()
    link.say(`{"event": "VSERPORT_CHANGE", "data": {}}\r\n${greeting}{"return": {}, "id": "s1-1"}\r\n`)
    await opening
    expect(told).toEqual(['stray {"event": "VSERPORT_CHANGE", "data": {}}'])
  })

  it("P-09: drops the previous client's late reply", async () => {
    const { link, opening, told } = start()
    link.say(`${greeting}{"return": {}, "id": "OLD"}\r\n{"return": {}, "id": "s1-1"}\r\n`)
    await opening
    expect(told).toEqual(['stray {"return": {}, "id": "OLD"}'])
  })

  it('P-02: goes straight to commands where the greeting names no version', async () => {
    const { link, opening } = start()
    link.say(veryOldGreeting)
    const session = await opening
    expect(link.sent).toEqual([])
    void session.execute('query-status')
    expect(link.sent).toEqual(['{"execute":"query-status","id":"s1-1"}\n'])
  })

  it('P-02: takes CommandNotFound for a QEMU that knows no negotiation', async () => {
    const { link, opening } = start()
    link.say(
      `${greeting}{"id": "s1-1", "error": {"class": "CommandNotFound", "desc": "no such command"}}\r\n`,
    )
    await expect(opening).resolves.toBeDefined()
  })

  it('P-05: says after five seconds that no greeting came', async () => {
    const { clock, opening } = start()
    clock.advance(5000)
    expect(await failureOf(opening)).toMatchObject({ kind: 'unreachable', end: { cause: 'silent' } })
  })

  it('P-05: recognises a human monitor', async () => {
    const { link, opening } = start()
    link.say("QEMU 7.2.22 monitor - type 'help' for more information\r\n(qemu) ")
    const failure = await failureOf(opening)
    expect(failure).toMatchObject({ kind: 'garbled', message: expect.stringContaining('human monitor') })
  })

  it('P-05: reads the greeting behind telnet options', async () => {
    const { link, opening } = start()
    link.say(`\xff\xfb\x01\xff\xfb\x03\xff\xfb\x00\xff\xfd\x00${greeting}{"return": {}, "id": "s1-1"}`)
    await expect(opening).resolves.toBeDefined()
  })

  it('fails when the link ends first', async () => {
    const { link, opening } = start()
    link.end({ cause: 'unreachable', reason: 'connection refused' })
    expect(await failureOf(opening)).toMatchObject({ kind: 'unreachable', message: 'connection refused' })
  })
})

describe('a ready session', () => {
  it('hears an event in the same breath as the end of the negotiation', async () => {
    const { link, opening, told } = start()
    link.say(`${greeting}{"return": {}, "id": "s1-1"}\r\n{"event": "STOP"}\r\n`)
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
      '{"timestamp": {"seconds": 1795322722, "microseconds": 242255}, "event": "STOP"}\r\n{"return": {}, "id": "s1-2"}\r\n',
    )
    await stop
    expect(told).toEqual(['event STOP 1795322722242.255'])
  })

  it('V-02: an event whose time QEMU did not know has none', async () => {
    const { link, told } = await startReady()
    link.say('{"timestamp": {"seconds": -1, "microseconds": -1}, "event": "X"}{"event": "Y"}')
    expect(told).toEqual(['event X undefined', 'event Y undefined'])
  })

  it('O-04: has at most seven commands with QEMU, in order', async () => {
    const { link, session } = await startReady()
    for (let n = 0; n < 9; n++) session.execute('query-status').catch(() => {})
    expect(link.sent).toHaveLength(1 + 7)
    link.say('{"return": {}, "id": "s1-2"}{"return": {}, "id": "s1-3"}')
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

  it('C-08: says "outcome unknown" of what was sent, "not sent" of what was not', async () => {
    const { link, session, told } = await startReady()
    const failures = Array.from({ length: 8 }, () => failureOf(session.execute('stop')))
    link.end()
    const kinds = (await Promise.all(failures)).map(
      (failure) => failure.kind === 'interrupted' && failure.sent,
    )
    expect(kinds).toEqual([...Array(7).fill(true), false])
    expect(told).toEqual(['closed unreachable: QEMU closed the connection'])
  })

  it('L-10: takes the end of the link for the answer to quit', async () => {
    const { link, session } = await startReady()
    const quit = session.execute('quit')
    link.end()
    expect(await quit).toEqual({})
  })

  it("tells the bridge's refusals and lost outcomes from QEMU's", async () => {
    const { link, session } = await startReady()
    const stop = failureOf(session.execute('stop'))
    const cont = failureOf(session.execute('cont'))
    const error = '"error": {"class": "GenericError", "desc": "d"}'
    link.say(`{"id": "s1-2", ${error}, "__qmp-dashboard": "read-only"}`)
    link.say(`{"id": "s1-3", ${error}, "__qmp-dashboard": "outcome-unknown"}`)
    expect(await stop).toMatchObject({ kind: 'refused', by: 'bridge' })
    expect(await cont).toMatchObject({ kind: 'interrupted', sent: true })
  })

  it('F-04: refuses what QEMU could not answer to, before sending', async () => {
    const { link, session } = await startReady()
    expect(await failureOf(session.execute('screendump', { filename: '\ud800' }))).toMatchObject({
      kind: 'refused',
      by: 'page',
    })
    expect(link.sent).toHaveLength(1)
  })

  it('E-03: an error without an id is nobody’s answer', async () => {
    const { link, told } = await startReady()
    link.say('{"error": {"class": "GenericError", "desc": "JSON parse error"}}')
    expect(told).toEqual(['stray {"error": {"class": "GenericError", "desc": "JSON parse error"}}'])
  })

  it.each([['{"nonsense": 1}'], ['{"return": tru}'], ['[1]\n']])(
    'ends with the last lines when %s comes, which is not QMP',
    async (text) => {
      const { link, session, told } = await startReady()
      const stop = failureOf(session.execute('stop'))
      link.say(text)
      expect(told).toEqual([expect.stringMatching(/^closed garbled/)])
      expect(await stop).toMatchObject({ kind: 'interrupted', sent: true })
    },
  )

  it('a closed session stays closed', async () => {
    const { link, session } = await startReady()
    session.close()
    expect(await failureOf(session.execute('stop'))).toMatchObject({ kind: 'unreachable' })
    expect(link.sent).toHaveLength(1)
  })
})
