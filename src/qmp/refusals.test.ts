import { describe, expect, it } from 'vitest'
import { failureOf, startReady } from './test-session.ts'

describe('a session whose command comes to nothing', () => {
  it.each([
    ['E-01: an unknown class', '"class": "Whatever", "desc": "no"', { class: 'Whatever', message: 'no' }],
    ['E-01: no class', '"desc": "no"', { class: 'GenericError', message: 'no' }],
    ['E-01: no words', '"class": "GenericError"', { message: 'an error without a description' }],
    [
      'E-02: data, as before 1.2',
      '"class": "DeviceNotFound", "desc": "no", "data": {"device": "x"}',
      { class: 'DeviceNotFound' },
    ],
  ])('%s in an error is a refusal all the same', async (_what, members, refused) => {
    const { link, session } = await startReady()
    const failure = failureOf(session.execute('query-balloon'))
    link.say(`{"error": {${members}}, "id": "s1-2"}`)
    expect(await failure).toMatchObject({ kind: 'refused', by: 'qemu', ...refused })
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
    link.say(`{"id": "s1-2", ${error}, "__qmp-dashboard": {"code": "read-only"}}`)
    link.say(`{"id": "s1-3", ${error}, "__qmp-dashboard": {"code": "outcome-unknown"}}`)
    expect(await stop).toMatchObject({ kind: 'refused', by: 'bridge', code: 'read-only' })
    expect(await cont).toMatchObject({ kind: 'interrupted', sent: true })
  })

  it('L-13: a command that needs a descriptor is refused by the bridge, and says so', async () => {
    const { link, session } = await startReady()
    const getfd = failureOf(session.execute('getfd', { fdname: 'a' }))
    const error = '"error": {"class": "GenericError", "desc": "needs a file descriptor"}'
    link.say(`{"id": "s1-2", ${error}, "__qmp-dashboard": {"code": "no-fd"}}`)
    expect(await getfd).toMatchObject({ kind: 'refused', by: 'bridge', code: 'no-fd' })
  })

  it.each([
    ['a drive by its old name', 'block-job-cancel', 'DeviceNotActive'],
    ['a job by its id', 'job-cancel', 'GenericError'],
  ] as const)('E-06: %s is refused as QEMU says it', async (_what, command, errorClass) => {
    const { link, session } = await startReady()
    const args = command === 'job-cancel' ? { id: 'j' } : { device: 'j' }
    const refused = failureOf(session.execute(command as 'qom-set', args as never))
    link.say(`{"id": "s1-2", "error": {"class": "${errorClass}", "desc": "not found"}}`)
    expect(await refused).toMatchObject({ kind: 'refused', class: errorClass })
  })

  it('V-14: a command that QEMU has dropped is refused, and the next one goes', async () => {
    const { link, session, told } = await startReady()
    const dropped = failureOf(session.execute('query-name'))
    const next = session.execute('query-status')
    link.say('{"event": "COMMAND_DROPPED", "data": {"id": "s1-2", "reason": "queue-full"}}')
    link.say('{"return": {"running": true}, "id": "s1-3"}')
    expect(await dropped).toMatchObject({ kind: 'refused', message: expect.stringContaining('queue-full') })
    expect(await next).toEqual({ running: true })
    link.say('{"event": "COMMAND_DROPPED", "data": {"id": 7}}', '{"event": "COMMAND_DROPPED"}')
    expect(told.map((text) => text.split(' ')[1])).toEqual(Array(3).fill('COMMAND_DROPPED'))
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

  it('F-09, E-03: several errors without an id to one text are nobody’s, and the next answer finds its way', async () => {
    const { link, session, told } = await startReady()
    const error = '{"error": {"class": "GenericError", "desc": "JSON parse error, expecting value"}}\r\n'
    const status = session.execute('query-status')
    link.say(...Array(300).fill(error), '{"return": {"running": true}, "id": "s1-2"}')
    expect(await status).toEqual({ running: true })
    expect(told).toHaveLength(300)
  })

  it.each([['{"nonsense": 1}'], ['{"return": tru}'], ['{"jsonrpc": "2.0"}\n']])(
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
