import { describe, expect, it } from 'vitest'
import { ManualClock } from '#link/manual-clock.ts'
import { ScriptedLink } from '#link/scripted-link.ts'
import { Garbled, Interrupted, Refused, Unreachable } from '#qmp/errors.ts'
import { framed } from '#qmp/framed.ts'
import { openSession, type Session } from '#qmp/session.ts'
import { MessageReader } from '#qmp/wire/message-reader.ts'
import { seededRandom } from '#sim/random.ts'
import { below, inPieces, mutate, type Random } from './mutations.ts'
import { readRecordedLife } from './replayed-qemu.ts'

/** `QMP_DASHBOARD_FUZZ=100000 npx vitest run src/conformance/fuzz.test.ts` takes a minute or two. */
const runs = Number(process.env['QMP_DASHBOARD_FUZZ'] ?? 600)
const patience = 10_000 + runs * 5

/** What QEMU said, message by message: as it came, and as `pretty=on` would have it. */
const recorded = ['qemu-7.2', 'qemu-10.0']
  .flatMap((name) => readRecordedLife(name).lines)
  .filter((line) => line.startsWith('< ') && line.length < 1500)
  .map((line) => line.slice(2))
const forms = [
  recorded,
  recorded.map((text) => JSON.stringify(JSON.parse(text), null, 4).replaceAll('\n', '\r\n')),
]

function stretch(random: Random, count: number): string[] {
  const form = forms[below(random, forms.length)] ?? []
  const from = below(random, form.length - count)
  return form.slice(from, from + count)
}

describe('damaged traffic', () => {
  it(`F-02, F-09: loses the damaged message and none behind it, ${runs} times`, {
    timeout: patience,
  }, () => {
    for (let seed = 0; seed < runs; seed++) {
      const random = seededRandom(seed)
      const [hit, intact] = [stretch(random, 3), stretch(random, 3)]
      const traffic = [mutate(hit.join('\r\n'), random), ...intact, ''].join('\r\n')
      const reader = new MessageReader()
      const read: string[] = []
      for (const piece of inPieces(traffic, random)) {
        for (const { kind, text } of reader.push(piece)) if (kind === 'message') read.push(text)
      }
      expect(read.slice(-3), `seed ${seed}`).toEqual(intact)
    }
  })

  it(`F-09, F-14: never hangs a session, and ends it in words, ${runs} times`, {
    timeout: patience,
  }, async () => {
    let survived = 0
    for (let seed = 0; seed < runs; seed++) {
      const random = seededRandom(seed)
      const { link, opening, isOpen, clock } = open()
      const greeting = `${recorded[0]}\r\n`
      say(link, random() < 0.1 ? mutate(greeting, random) : greeting, random)
      link.say('{"return": {}, "id": "s-1"}\r\n')
      clock.advance(5000)
      const session = await opening.catch((error) => checkError(error, seed))
      const asked = session ? [1, 2, 3].map(() => outcome(session.execute('query-status'), seed)) : []
      const answers = stretch(random, 3).map((text, turn) => withId(text, `s-${turn + 2}`))
      say(link, `${mutate(answers.join('\r\n'), random)}\r\n`, random)
      // No single flip makes the id of what was asked before into the next one.
      if (session && isOpen()) asked.push(...[1, 2, 3].map(() => outcome(session.execute('stop'), seed)))
      const name = session && isOpen() ? outcome(session.execute('query-name'), seed) : undefined
      const sent = /query-name","id":"(.*)"/.exec(link.sent.at(-1) ?? '')?.[1]
      link.say(`\r\n{"return": {"name": "demo"}, "id": "${sent}"}\r\n`)
      const isAnswered = isOpen() && sent !== undefined
      link.end()
      if (isAnswered) expect(await name, `seed ${seed}`).toEqual({ name: 'demo' })
      if (isAnswered) survived++
      await name
      await Promise.all(asked)
      expect(isOpen()).toBe(false)
    }
    // Events, noise between messages and the like are survived; a fuzzer that always kills shows nothing.
    expect(survived).toBeGreaterThan(runs / 20)
  })
})

function open() {
  const link = new ScriptedLink()
  const clock = new ManualClock()
  let open = true
  const close = () => {
    open = false
  }
  link.close = () => {
    close()
    link.end({ cause: 'closed', reason: '' })
  }
  const observer = { event: () => {}, stray: () => {}, closed: close, busy: () => {} }
  const opening: Promise<Session> = openSession({
    link: framed(link, clock),
    clock,
    observer,
    idPrefix: 's',
  })
  opening.catch(close)
  return { link, clock, opening, isOpen: () => open }
}

function say(link: ScriptedLink, text: string, random: Random): void {
  for (const piece of inPieces(text, random)) link.say(piece)
}

function withId(text: string, id: string): string {
  return text.replace(/"id": \d+/, `"id": "${id}"`)
}

function checkError(error: unknown, seed: number): undefined {
  const isOurs = [Refused, Interrupted, Unreachable, Garbled].some((kind) => error instanceof kind)
  expect(isOurs, `seed ${seed}: ${String(error)}`).toBe(true)
}

function outcome(answer: Promise<unknown>, seed: number): Promise<unknown> {
  return answer.catch((error) => checkError(error, seed))
}
