import type { Closing } from '#api/closing.ts'
import type { Clock } from '#link/clock.ts'
import type { Busy, ConnectionState } from '#qmp/connection.ts'
import type { QmpError } from '#qmp/errors.ts'
import type { EventLog } from './event-log.ts'

/**
 * Writes changes of a connection into the log, in words. Of attempts that fail alike the first is logged, and at the end
 * how many there were; the bar of the lost link shows each of them.
 */
export class ConnectionLogger {
  readonly #vm: string
  readonly #log: EventLog
  readonly #clock: Clock
  #toldFailure: string | undefined
  #hasConnected = false

  constructor(vm: string, log: EventLog, clock: Clock) {
    this.#vm = vm
    this.#log = log
    this.#clock = clock
  }

  linkChanged(before: ConnectionState, now: ConnectionState): void {
    if (now.phase === 'ready' && before.phase === 'ready') this.#busyChanged(before.busy, now.busy)
    else if (now.phase === 'ready') this.#connected(before)
    else if (now.phase === 'waiting') this.#failed(now)
    else if (now.phase === 'ended' && now.why.message !== '') this.#say('bad', `${sentence(now.why.message)}`)
  }

  /** A message that answers nothing. */
  stray(text: string): void {
    this.#say('info', `Unexpected message: ${text.slice(0, 200)}`)
  }

  #connected(before: ConnectionState): void {
    const attempt = before.phase === 'connecting' ? before.attempt : 1
    // A page that comes back to what it has left has missed nothing.
    if (this.#hasConnected && this.#toldFailure === undefined) return
    this.#hasConnected = true
    this.#say('ok', attempt > 1 ? `Connected to QEMU after ${attempt} attempts.` : 'Connected to QEMU.')
    this.#toldFailure = undefined
  }

  #failed({ why }: ConnectionState & { phase: 'waiting' }): void {
    const lines =
      why.kind === 'garbled' && why.lastLines.length > 0 ? ` Last line: ${why.lastLines.at(-1)}` : ''
    const words = `${sentence(why.message)}${lines}`
    if (words === this.#toldFailure) return
    this.#toldFailure = words
    this.#say('bad', isHopeless(why) ? words : `${words} Retrying.`)
  }

  #busyChanged(before: Busy | undefined, now: Busy | undefined): void {
    if (now && !before)
      this.#say('info', `No answer to ${now.command} for ${this.#secondsSince(now.since)} s.`)
    else if (before && !now)
      this.#say('ok', `QEMU answers again, after ${this.#secondsSince(before.since)} s.`)
  }

  #secondsSince(at: number): number {
    return Math.round((this.#clock.now() - at) / 1000)
  }

  #say(severity: 'info' | 'ok' | 'bad', words: string): void {
    this.#log.append({ kind: 'connection', vm: this.#vm, at: this.#clock.now(), words, severity })
  }
}

/** There is no address to dial: nothing changes until discovery finds another. */
function isHopeless(why: QmpError): boolean {
  return why.kind === 'unreachable' && withoutAddress.has(why.end.code ?? '')
}

const withoutAddress: ReadonlySet<string> = new Set<Closing['code']>([
  'no-qmp',
  'other-user',
  'not-listening',
  'replaced',
  'path-too-long',
  'other-network',
])

function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`
}
