import type { Limits } from '../limits.ts'

/** How much of one client's waits in the bridge: what QEMU has not been given, and answers that wait for earlier ones. */
export class Backlog {
  readonly #limits: Limits
  #count = 0
  #size = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  add(size: number): void {
    this.#count++
    this.#size += size
  }

  remove(size: number): void {
    this.#count--
    this.#size -= size
  }

  /** 1 at the limit of number or of size, whichever is nearer. */
  get fullness(): number {
    return Math.max(this.#count / this.#limits.waitingCommands, this.#size / this.#limits.waitingCommandBytes)
  }
}
