import { describe, expect, it } from 'vitest'
import { ManualClock } from '#link/manual-clock.ts'
import { framed } from '#qmp/framed.ts'
import { openSession } from '#qmp/session.ts'
import { ReplayedQemu, readRecordedLife } from './replayed-qemu.ts'

describe.each(['qemu-7.2', 'qemu-10.0'])('the recorded life of a VM of %s', (name) => {
  const life = readRecordedLife(name)

  it.each([
    ['whole', Number.POSITIVE_INFINITY],
    ['in pieces of 7 characters', 7],
  ])(
    'F-02, C-05: goes through a session %s, every answer to its question and no event lost',
    async (_how, length) => {
      const link = new ReplayedQemu(life, length)
      const told: string[] = []
      const complaints: string[] = []
      const observer = {
        event: (event: { text: string }) => told.push(event.text),
        stray: (text: string) => complaints.push(text),
        closed: (why: Error) => complaints.push(why.message),
        busy: () => {},
      }
      const clock = new ManualClock()
      const session = await openSession({ link: framed(link, clock), clock, observer, idPrefix: 'now' })
      for (const { execute, arguments: args, id } of life.requests.slice(1)) {
        const answer = await session.execute(execute as 'qom-set', args as never).then(
          (value: unknown) => ({ return: value, id }),
          (error) => ({ id, error: { class: error.class, desc: error.message } }),
        )
        expect(answer).toEqual(recordedAnswer(id))
      }
      expect(link.left).toEqual([])
      expect(complaints).toEqual([])
      expect(told).toEqual(recorded.filter((text) => text.includes('"event": ')))
    },
  )

  const recorded = life.lines.filter((line) => line.startsWith('< ')).map((line) => line.slice(2))
  const answers = new Map(recorded.map((text) => JSON.parse(text)).map((answer) => [answer.id, answer]))
  const recordedAnswer = (id: number) => answers.get(id)
})
