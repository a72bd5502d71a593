import { describe, expect, it } from 'vitest'
import { failureOf, greeting, greetingOf, start, startReady, veryOldGreeting } from './test-session.ts'

describe('negotiation', () => {
  it('N-01, P-06: sends nothing before the greeting, then negotiates with an id', async () => {
    const { link, opening } = start()
    expect(link.sent).toEqual([])
    link.say(greeting)
    expect(link.sent).toEqual(['{"execute":"qmp_capabilities","arguments":{"enable":["oob"]},"id":"s1-1"}\n'])
    link.say('{"return": {}, "id": "s1-1"}\r\n')
    expect((await opening).greeting.version).toEqual({ major: 7, minor: 2, micro: 22 })
  })

  it('P-04: an event before the greeting is an event, and the greeting may follow', async () => {
    const { link, opening, told } = start()
    link.say(`{"event": "VSERPORT_CHANGE", "data": {}}`, greeting, '{"return": {}, "id": "s1-1"}')
    await opening
    expect(told).toEqual(['event VSERPORT_CHANGE undefined'])
  })

  it("P-09: drops the previous client's late reply", async () => {
    const { link, opening, told } = start()
    link.say(greeting, `{"return": {}, "id": "OLD"}`, `{"return": {}, "id": "s1-1"}\r\n`)
    await opening
    expect(told).toEqual(['stray {"return": {}, "id": "OLD"}'])
  })

  it('P-09: an answer to somebody else after the negotiation takes no answer away', async () => {
    const { link, session, told } = await startReady()
    const name = session.execute('query-name')
    link.say('{"return": {"name": "theirs"}, "id": 2}', '{"return": {"name": "ours"}, "id": "s1-2"}')
    expect(await name).toEqual({ name: 'ours' })
    expect(told).toEqual(['stray {"return": {"name": "theirs"}, "id": 2}'])
  })

  it.each([
    ['P-02: of 0.12, without a version', '{"QMP": {"capabilities": []}}', false],
    [
      'P-03: with a version that is text',
      '{"QMP": {"version": {"qemu": "0.12.50", "package": ""}, "capabilities": []}}',
      true,
    ],
    [
      'P-01: of today',
      '{"QMP": {"version": {"qemu": {"micro": 0, "minor": 13, "major": 0}}, "capabilities": []}}',
      true,
    ],
  ])('a greeting %s leads to commands', async (_era, text, negotiates) => {
    const { link, opening } = start()
    link.say(`${text}\r\n`)
    if (negotiates) link.say('{"return": {}, "id": "s1-1"}')
    const session = await opening
    const version = session.execute('query-version')
    link.say(`{"return": "0.11.50", "id": "s1-${negotiates ? 2 : 1}"}`)
    expect(await version).toBe('0.11.50')
  })

  it('N-05: enables out-of-band alone, whatever else is offered', () => {
    const { link } = start()
    link.say(greetingOf(['__com.example_dreams', 'oob']))
    expect(link.sent[0]).toContain('"arguments":{"enable":["oob"]}')
  })

  it('N-03: enables nothing that was not offered', () => {
    const { link } = start()
    link.say(greetingOf(['__com.example_dreams']))
    expect(link.sent).toEqual(['{"execute":"qmp_capabilities","id":"s1-1"}\n'])
  })

  it('N-03: negotiates again, without out-of-band, where that was refused', async () => {
    const { link, opening } = start()
    link.say(greeting)
    link.say('{"id": "s1-1", "error": {"class": "GenericError", "desc": "Capability oob not available"}}')
    expect(link.sent[1]).toBe('{"execute":"qmp_capabilities","id":"s1-2"}\n')
    link.say('{"return": {}, "id": "s1-2"}')
    await expect(opening).resolves.toBeDefined()
  })

  it('N-04: takes a negotiation that somebody else has made for its own', async () => {
    const { link, opening } = start()
    const words = 'Capabilities negotiation is already complete, command ignored'
    link.say(greeting, `{"id": "s1-1", "error": {"class": "CommandNotFound", "desc": "${words}"}}`)
    await expect(opening).resolves.toBeDefined()
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
    link.say(greeting, '{"id": "s1-1", "error": {"class": "CommandNotFound", "desc": "no such command"}}')
    await expect(opening).resolves.toBeDefined()
  })

  it('P-05: says after five seconds that no greeting came', async () => {
    const { clock, opening } = start()
    clock.advance(5000)
    expect(await failureOf(opening)).toMatchObject({ kind: 'unreachable', end: { cause: 'silent' } })
  })

  it('fails when the link ends first', async () => {
    const { link, opening } = start()
    link.end({ cause: 'unreachable', reason: 'connection refused' })
    expect(await failureOf(opening)).toMatchObject({ kind: 'unreachable', message: 'connection refused' })
  })
})
