import type { Clock } from '#link/clock.ts'
import type { Link } from '#link/link.ts'
import { ManualClock } from '#link/manual-clock.ts'
import { ScriptedLink } from '#link/scripted-link.ts'
import type { QmpError } from './errors.ts'
import { openSession, type SessionObserver } from './session.ts'

/** The greeting of a QEMU 7.2 that offers so much. */
export function greetingOf(capabilities: readonly string[]): string {
  const version = '{"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": ""}'
  return `{"QMP": {"version": ${version}, "capabilities": ${JSON.stringify(capabilities)}}}\r\n`
}

export const greeting = greetingOf(['oob'])
export const veryOldGreeting = '{"QMP": {"capabilities": []}}\r\n'

/** A session on a scripted link, and what its observer was told. @param carrier what stands between link and session */
export function start(idPrefix = 's1', carrier = (link: Link, _clock: Clock) => link) {
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
  const opening = openSession({ link: carrier(link, clock), clock, observer, idPrefix })
  opening.catch(() => {})
  return { link, clock, told, opening }
}

/** A session that is ready. Its next id is `s1-2`. @param capabilities what QEMU offers */
export async function startReady(capabilities: readonly string[] = ['oob']) {
  const started = start()
  started.link.say(greetingOf(capabilities), `{"return": {}, "id": "s1-1"}\r\n`)
  return { ...started, session: await started.opening }
}

export function failureOf(promise: Promise<unknown>): Promise<QmpError> {
  return promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error) => error,
  )
}
