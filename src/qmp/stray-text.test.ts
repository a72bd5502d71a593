import { describe, expect, it } from 'vitest'
import { failureOf, startReady } from './test-session.ts'

const answer = (id: number) => `{"return": {"name": "a"}, "id": "s1-${id}"}\r\n`

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
    for (const char of 'spurious\r\n{"event": "STOP"}') link.say(char)
    expect(told).toEqual(['stray spurious', 'event STOP undefined'])
  })

  it('ends the session when no message follows within five seconds, and shows what came', async () => {
    const { link, clock, session, told } = await startReady()
    const name = failureOf(session.execute('query-name'))
    link.say('[1]\n')
    expect(told).toEqual([])
    clock.advance(5000)
    expect(told.at(-1)).toMatch(/^closed garbled/)
    expect(await name).toMatchObject({ kind: 'interrupted', sent: true })
  })

  it('ends the session when it is long', async () => {
    const { link, told } = await startReady()
    link.say('x'.repeat(4097))
    expect(told).toEqual([expect.stringMatching(/^closed garbled/)])
  })

  it('C-01, C-08: may have been an answer: one that a later answer has overtaken has an unknown outcome', async () => {
    const { link, session } = await startReady()
    const lost = failureOf(session.execute('stop'))
    const name = session.execute('query-name')
    link.say(`turn": "", "id": "s1-2"}\r\n${answer(3)}`)
    expect(await lost).toMatchObject({ kind: 'interrupted', command: 'stop', sent: true })
    expect(await name).toEqual({ name: 'a' })
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
  it.each([
    ['in a string', '{"return": {"name": "a'],
    ['between members', '{"return": {"name": "a",'],
    ['over many lines', '{\r\n    "return": {\r\n        "name": "a"\r\n'],
  ])(
    '%s ends the session where the next one begins, instead of swallowing all that follows',
    async (_where, text) => {
      const { link, session, told } = await startReady()
      const name = failureOf(session.execute('query-name'))
      link.say(`${text}\r\n`)
      expect(told).toEqual([])
      link.say('{"timestamp": {"seconds": 1, "microseconds": 0}, "event": "STOP"}\r\n')
      expect(told).toEqual(['closed garbled: What came is no JSON.'])
      expect(await name).toMatchObject({ kind: 'interrupted', sent: true })
    },
  )
})
