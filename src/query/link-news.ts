import type { Clock } from '#link/clock.ts'
import type { ConnectionState } from '#qmp/connection.ts'
import type { EventLog } from './event-log.ts'

/** Writes what becomes of a connection into the log, in words. */
export class LinkNews {
  readonly #vm: string
  readonly #log: EventLog
  readonly #clock: Clock

  constructor(vm: string, log: EventLog, clock: Clock) {
    this.#vm = vm
    this.#log = log
    this.#clock = clock
  }

  linkChanged(before: ConnectionState, now: ConnectionState): void {
    if (now.phase === 'ready' && before.phase === 'ready') this.#busyChanged(before.busy, now.busy)
    else if (now.phase === 'ready') this.#say('ok', 'Connected to QEMU.')
    else if (now.phase === 'waiting') this.#failed(now)
    else if (now.phase === 'ended' && now.why.message !== '') this.#say('bad', `${sentence(now.why.message)}`)
  }

  /** A message that belongs to nobody. */
  stray(text: string): void {
    this.#say('info', `A message came that answers nothing that was asked: ${text.slice(0, 200)}`)
  }

  #failed({ why, attempt, nextAt }: ConnectionState & { phase: 'waiting' }): void {
    const seconds = Math.max(0.1, (nextAt - this.#clock.now()) / 1000).toFixed(1)
    const what = attempt === 0 ? '' : `Try ${attempt}: `
    const lines =
      why.kind === 'garbled' && why.lastLines.length > 0 ? ` Last came: ${why.lastLines.at(-1)}` : ''
    this.#say('bad', `${what}${sentence(why.message)}${lines} Next try in ${seconds} s.`)
  }

  #busyChanged(before: unknown, now: { command: string } | undefined): void {
    if (now && !before) this.#say('info', `QEMU is busy: ${now.command} has waited 5 s for its answer.`)
    else if (before && !now) this.#say('ok', 'QEMU answers again.')
  }

  #say(severity: 'info' | 'ok' | 'bad', words: string): void {
    this.#log.append({ kind: 'connection', vm: this.#vm, at: this.#clock.now(), words, severity })
  }
}

function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`
}
