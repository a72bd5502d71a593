import type { Limits } from '../limits.ts'
import type { FinishedAct } from './finished-act.ts'

/** In milliseconds. */
const second = 1000

/**
 * What the bridge refuses costs a client nothing, so one could make everybody hear of thousands in a second. Of those of
 * one second the first few are told each, and the rest as one.
 */
export class RefusalThrottle {
  readonly #limits: Limits
  readonly #tell: (act: FinishedAct) => void
  #told = 0
  #last: FinishedAct | undefined
  #untold = 0
  #timer: NodeJS.Timeout | undefined

  constructor(limits: Limits, tell: (act: FinishedAct) => void) {
    this.#limits = limits
    this.#tell = tell
  }

  add(act: FinishedAct): void {
    this.#timer ??= setTimeout(() => this.flush(), second)
    if (this.#told < this.#limits.refusalsReported) {
      this.#told++
      this.#tell(act)
    } else {
      this.#last = act
      this.#untold++
    }
  }

  /** Tells what has not been told. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const last = this.#last
    const times = this.#untold
    this.#told = this.#untold = 0
    this.#last = undefined
    if (last) this.#tell({ ...last, argumentsText: undefined, idText: undefined, times })
  }
}
