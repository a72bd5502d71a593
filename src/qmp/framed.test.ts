import { describe, expect, it } from 'vitest'
import { ManualClock } from '#link/manual-clock.ts'
import { ScriptedLink } from '#link/scripted-link.ts'
import { framed } from './framed.ts'
import { failureOf, greeting, start } from './test-session.ts'

const answer = (id: number) => `{"return": {"name": "a"}, "id": "s1-${id}"}\r\n`

function startFramed() {
  return start('s1', framed)
}

/** A session on a framed link that is ready. Its next id is `s1-2`. */
async function startReady() {
  const started = startFramed()
  started.link.say(`${greeting}{"return": {}, "id": "s1-1"}\r\n`)
  return { ...started, session: await started.opening }
}

describe('a framed link', () => {
  it('F-02: gives one message a text, however the stream is split', () => {
    const link = new ScriptedLink()
    const texts: string[] = []
    framed(link, new ManualClock()).onText = (text) => texts.push(text)
    link.say('{"QMP": {}}\r\n{"return": {\r\n  "a": "}"', '\r\n}}\r\n{"event": "STOP"}')
    expect(texts).toEqual(['{"QMP": {}}', '{"return": {\r\n  "a": "}"\r\n}}', '{"event": "STOP"}'])
  })

  it('F-11: puts an answer of 12 MB together', async () => {
    const { link, session } = await startReady()
    const name = session.execute('query-name')
    const message = `{"return": {"name": "${'x'.repeat(12_000_000)}"}, "id": "s1-2"}\r\n`
    for (let at = 0; at < message.length; at += 65_536) link.say(message.slice(at, at + 65_536))
    expect((await name).name).toHaveLength(12_000_000)
  })

  it('F-10: ends over a message that passes 64 MiB', async () => {
    const { link, told } = await startReady()
    link.say('{"a":"')
    const megabyte = 'x'.repeat(1024 * 1024)
    for (let count = 0; count < 64; count++) link.say(megabyte)
    expect(told).toEqual(['closed unreachable: QEMU sent a message over 64 MiB.'])
    expect(link.isOpen).toBe(false)
  })

  it('ends once, for the reason that the carrier gave', async () => {
    const { link, told } = await startReady()
    link.say('noise')
    link.end({ cause: 'gone', reason: 'the network failed' })
    expect(told).toEqual(['closed unreachable: the network failed'])
  })

  it('is closed by the session that it is for', async () => {
    const { link, session, told } = await startReady()
    session.close()
    expect(link.isOpen).toBe(false)
    expect(told).toEqual(['closed unreachable: closed from this side'])
  })
})

describe('text in place of a greeting', () => {
  it.each([
    ['a human monitor', "QEMU 7.2.22 monitor - type 'help' for more information\r\n(qemu) ", 'human monitor'],
    ['a VNC server', 'RFB 003.008\n', 'VNC'],
    ['a stream without a line end', 'x'.repeat(64), 'does not speak QMP'],
  ])('P-05: names %s at once', async (_who, text, words) => {
    const { link, opening } = startFramed()
    link.say(text)
    expect(await failureOf(opening)).toMatchObject({
      kind: 'unreachable',
      end: { cause: 'silent', reason: expect.stringContaining(words) },
    })
    expect(link.isOpen).toBe(false)
  })

  it('P-05: that names nobody yet is waited for, up to five seconds', async () => {
    const { link, clock, opening } = startFramed()
    link.say('\xff\xfb\x01\xff\xfb\x03')
    clock.advance(5000)
    expect(await failureOf(opening)).toMatchObject({ message: expect.stringContaining('telnet') })
  })

  it('P-05: may be telnet options, and the greeting is read behind them', async () => {
    const { link, opening, told } = startFramed()
    link.say(`\xff\xfb\x01\xff\xfb\x03\xff\xfb\x00\xff\xfd\x00${greeting}{"return": {}, "id": "s1-1"}`)
    await expect(opening).resolves.toBeDefined()
    expect(told).toEqual([])
  })
})

describe('text that is no message, in the middle of a session', () => {
  it('F-09: is told as stray, and the message behind it is taken', async () => {
    const { link, session, told } = await startReady()
    const name = session.execute('query-name')
    link.say(`\u0000 out of nowhere ]\r\n${answer(2)}`)
    expect(await name).toEqual({ name: 'a' })
    expect(told).toEqual(['stray \u0000 out of nowhere ]'])
  })

  it('F-09: is one piece of news however it was split', async () => {
    const { link, told } = await startReady()
    link.say(...'spurious\r\n{"event": "STOP"}')
    expect(told).toEqual(['stray spurious', 'event STOP undefined'])
  })

  it('ends the session when no message follows within five seconds', async () => {
    const { link, clock, session, told } = await startReady()
    const name = failureOf(session.execute('query-name'))
    link.say('[1]\n')
    clock.advance(4999)
    expect(told).toEqual([])
    clock.advance(1)
    expect(told.at(-1)).toBe('closed unreachable: QEMU sent something that is not QMP.')
    expect(await name).toMatchObject({ kind: 'interrupted', sent: true })
  })

  it('ends the session when it is long', async () => {
    const { link, told } = await startReady()
    link.say('x'.repeat(4097))
    expect(told).toEqual([expect.stringMatching(/^closed unreachable/)])
  })

  it('C-01, C-08: may have been an answer: one that a later answer has overtaken has an unknown outcome', async () => {
    const { link, session } = await startReady()
    const lost = failureOf(session.execute('stop'))
    const name = session.execute('query-name')
    link.say(`turn": "", "id": "s1-2"}\r\n{"event": "STOP"}${answer(3)}`)
    expect(await lost).toMatchObject({ kind: 'interrupted', command: 'stop', sent: true })
    expect(await name).toEqual({ name: 'a' })
  })

  it('O-03: takes no answer away from a command that an answer out of band overtakes', async () => {
    const { link, session } = await startReady()
    const name = session.execute('query-name')
    const yanked = session.execute('yank', { instances: [] })
    link.say('noise {"return": {}, "id": "s1-3"}', answer(2))
    expect([await yanked, await name]).toEqual([{}, { name: 'a' }])
  })

  it('takes no answer away from commands that were sent after it', async () => {
    const { link, session } = await startReady()
    link.say('noise ')
    const [one, two] = [session.execute('query-name'), session.execute('query-name')]
    link.say(answer(3) + answer(2))
    expect(await Promise.all([one, two])).toEqual([{ name: 'a' }, { name: 'a' }])
  })
})

describe('a message that lost its end', () => {
  it('ends the session where the next one begins, instead of swallowing all that follows', async () => {
    const { link, session, told } = await startReady()
    const name = failureOf(session.execute('query-name'))
    link.say('{"return": {"name": "a\r\n')
    expect(told).toEqual([])
    link.say('{"timestamp": {"seconds": 1, "microseconds": 0}, "event": "STOP"}\r\n')
    expect(told).toEqual(['closed garbled: Unexpected data: not JSON.'])
    expect(await name).toMatchObject({ kind: 'interrupted', sent: true })
  })
})
