import { describe, expect, it } from 'vitest'
import { ManualClock } from '#link/manual-clock.ts'
import { framed } from '#qmp/framed.ts'
import { openSession, type Session } from '#qmp/session.ts'
import { createSimulator } from '#sim/simulator.ts'

/** A session with a simulated VM, in a time that the test moves. */
async function begin(scenario: string) {
  const clock = new ManualClock(1_795_368_047_563)
  const simulator = createSimulator({ scenario, clock })
  const told: string[] = []
  const observer = {
    event: () => {},
    stray: (text: string) => told.push(text),
    closed: (why: Error) => told.push(why.message),
    busy: () => {},
  }
  const opening = openSession({ link: framed(simulator.connect(), clock), clock, observer, idPrefix: 's' })
  for (let turn = 0; turn < 4; turn++) clock.advance(0)
  const ask = async (session: Session) => {
    const answer = session.execute('query-name')
    for (let turn = 0; turn < 4; turn++) clock.advance(0)
    return (await answer).name
  }
  return { clock, told, ask, session: await opening }
}

describe('a session with a simulator that', () => {
  it('F-09: writes text between its messages continues, and reports the text', async () => {
    const { clock, told, ask, session } = await begin('noise')
    for (let times = 1; times <= 3; times++) {
      clock.advance(5000)
      expect(await ask(session)).toBe('demo')
      expect(told).toEqual(Array(times).fill('virtqueue: spurious kick'))
    }
  })

  it('writes JSON that is not QMP ends at once', async () => {
    const { clock, told, session } = await begin('garbage')
    clock.advance(5000)
    expect(told).toEqual(['Unexpected message: neither an answer nor an event.'])
    await expect(session.execute('query-name')).rejects.toMatchObject({ kind: 'unreachable' })
  })

  it.each(['era-0.12', 'era-0.13', 'era-1.0', 'default', 'stale-reply', 'event-first', 'hostile', 'unknown'])(
    'F-14: runs scenario %s is understood',
    async (scenario) => {
      const { clock, told, session } = await begin(scenario)
      const answer = session.execute('query-status')
      for (let turn = 0; turn < 4; turn++) clock.advance(0)
      expect(await answer).toHaveProperty('running')
      expect(told.filter((text) => !/OLD|VSERPORT/.test(text))).toEqual([])
    },
  )

  it('C-07, C-09: is slow, and older than 1.0, is waited for, one question at a time', async () => {
    const { clock, session } = await begin('slow,era-0.13')
    const answers = Promise.all([session.execute('query-status'), session.execute('query-kvm')])
    clock.advance(10_000)
    expect(await answers).toMatchObject([{ running: true }, { present: true }])
  })
})
