import { Refusal } from '../refusal.ts'
import type { Timers } from '../timers.ts'
import type { ValueObject } from '../wire/value.ts'
import type { Machine } from './machine.ts'

/** How long the memory takes, in ms. */
const lastsMs = 400

/** The VM's way out: to a program or a file of the host, or over a network in which nobody listens (rule L-11). */
export class Migration {
  /** Whether MIGRATION and MIGRATION_PASS are told (rule V-07). */
  tellsEvents = false
  readonly #machine: Machine
  readonly #timers: Timers
  readonly #ramBytes: number
  #status: string | undefined
  #error: string | undefined
  #startedAt = 0
  /** What was begun for a migration that was cancelled is not this one's. */
  #turn = 0

  constructor(machine: Machine, timers: Timers, ramBytes: number) {
    this.#machine = machine
    this.#timers = timers
    this.#ramBytes = ramBytes
  }

  /** Returns at once; what becomes of it, `query` tells. @throws Refusal for a uri of no kind, or a second one */
  start(uri: string): void {
    if (this.#status === 'setup' || this.#status === 'active') {
      throw new Refusal("There's a migration process in progress")
    }
    if (!/^(exec|file|fd|tcp|unix):/.test(uri)) throw new Refusal(`unknown migration protocol: ${uri}`)
    this.#error = undefined
    this.#startedAt = this.#timers.now()
    this.#enter('setup')
    const [, address] = /^(?:tcp|unix):(.*)/.exec(uri) ?? []
    if (address !== undefined)
      this.#after(0, () => this.#fail(`Failed to connect to '${address}': Connection refused`))
    else this.#after(0, () => this.#copy())
  }

  cancel(): void {
    if (this.#status !== 'setup' && this.#status !== 'active') return
    this.#turn++
    this.#enter('cancelling')
    this.#after(0, () => this.#enter('cancelled'))
  }

  /** As `query-migrate` answers. */
  query(): ValueObject {
    if (this.#status === undefined) return {}
    if (this.#error !== undefined) return { status: this.#status, 'error-desc': this.#error }
    const share = Math.min(1, (this.#timers.now() - this.#startedAt) / lastsMs)
    const transferred = this.#status === 'completed' ? this.#ramBytes : Math.floor(this.#ramBytes * share)
    const ram = { total: this.#ramBytes, transferred, remaining: this.#ramBytes - transferred, mbps: 268.5 }
    return { status: this.#status, 'total-time': Math.floor(this.#timers.now() - this.#startedAt), ram }
  }

  /** Sends an event of migration, if the capability is on. */
  tell(event: string, data: ValueObject): void {
    if (this.tellsEvents) this.#machine.events.emit(event, data)
  }

  #copy(): void {
    this.tell('MIGRATION_PASS', { pass: 1 })
    this.#enter('active')
    this.#after(lastsMs, () => {
      this.#machine.migrateAway()
      this.tell('MIGRATION_PASS', { pass: 2 })
      this.#enter('completed')
    })
  }

  #fail(why: string): void {
    this.#error = why
    this.#enter('failed')
  }

  #after(ms: number, then: () => void): void {
    const turn = this.#turn
    this.#timers.after(ms, () => {
      if (turn === this.#turn) then()
    })
  }

  #enter(status: string): void {
    this.#status = status
    this.tell('MIGRATION', { status })
  }
}
