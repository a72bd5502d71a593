import { Refusal } from '../refusal.ts'
import type { Timers } from '../timers.ts'
import type { ValueObject } from '../wire/value.ts'
import type { Machine } from './machine.ts'

const MiB = 1024 * 1024
const stepBytes = 16 * MiB
const stepMs = 200
/** The guest never goes below this, whatever it is asked. */
const leastBytes = 128 * MiB
const unknown = 2n ** 64n - 1n

/** A balloon with a driver in the guest that follows the target step by step while the guest runs. */
export class Balloon {
  readonly ram: number
  /** Seconds between two reports of the guest; 0 means none. */
  pollingInterval = 0
  #machine: Machine
  #timers: Timers
  #actual: number
  #target: number
  #moving = false

  constructor(machine: Machine, timers: Timers, ram: number) {
    this.#machine = machine
    this.#timers = timers
    this.ram = ram
    this.#actual = ram
    this.#target = ram
    machine.onRunning(() => this.#move())
  }

  get actual(): number {
    return this.#actual
  }

  /** Asks the guest; the answer is the BALLOON_CHANGE to come, or none. */
  ask(bytes: bigint): void {
    if (bytes <= 0n) throw new Refusal("Parameter 'value' expects a size")
    const wanted = bytes > BigInt(this.ram) ? this.ram : Number(bytes)
    this.#target = Math.max(leastBytes, Math.floor(wanted / 4096) * 4096)
    this.#move()
  }

  /** What `guest-stats` holds; 2^64-1 is "the guest did not say". */
  stats(): ValueObject {
    const says = this.pollingInterval > 0 && this.#machine.guestTime > 0
    const total = this.#actual - 28 * MiB
    const wave = Math.sin(this.#machine.guestTime / 45_000)
    const free = Math.floor((total * (0.5 + 0.15 * wave)) / 4096) * 4096
    const seconds = Math.floor(this.#timers.now() / 1000)
    const known = {
      'stat-total-memory': total,
      'stat-free-memory': free,
      'stat-available-memory': Math.min(total, free + 40 * MiB),
      'stat-disk-caches': 36 * MiB,
      'stat-swap-in': 0,
      'stat-swap-out': 0,
      'stat-major-faults': 112 + Math.floor(this.#machine.guestTime / 30_000),
      'stat-minor-faults': 48_210 + Math.floor(this.#machine.guestTime / 90),
      'stat-htlb-pgalloc': 0,
      'stat-htlb-pgfail': 0,
      'stat-oom-kills': 0,
      'stat-alloc-stalls': 0,
      'stat-async-scans': 0,
      'stat-direct-scans': 0,
      'stat-async-reclaims': 0,
      'stat-direct-reclaims': 0,
    }
    const stats = says ? known : Object.fromEntries(Object.keys(known).map((name) => [name, unknown]))
    return { stats, 'last-update': says ? seconds - (seconds % this.pollingInterval) : 0 }
  }

  #move(): void {
    if (this.#moving || !this.#machine.running || this.#actual === this.#target) return
    this.#moving = true
    this.#timers.after(stepMs, () => {
      this.#moving = false
      if (!this.#machine.running) return
      const way = this.#target - this.#actual
      this.#actual += Math.sign(way) * Math.min(Math.abs(way), stepBytes)
      this.#machine.events.emit('BALLOON_CHANGE', { actual: this.#actual })
      this.#move()
    })
  }
}
