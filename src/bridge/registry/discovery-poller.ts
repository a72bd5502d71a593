import type { FoundVm } from '../discovery/found-vm.ts'
import type { Limits } from '../limits.ts'
import type { Log } from '../log.ts'

/** Looks for the VMs of this host. */
export type Discover = () => Promise<readonly FoundVm[]>

/** What a poller calls, and how often. */
export interface DiscoveryPollerOptions {
  discover: Discover
  tell: (found: readonly FoundVm[]) => void
  log: Log
  limits: Limits
}

/**
 * Decides when to look for the VMs of this host: when someone asks, and again and again while someone watches.
 * Where nobody does either, nothing is looked at.
 */
export class DiscoveryPoller {
  readonly #options: DiscoveryPollerOptions
  #looking: Promise<void> | undefined
  #lookedAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  #trouble: string | undefined

  constructor(options: DiscoveryPollerOptions) {
    this.#options = options
  }

  /** Resolves when it is known what is there, or a moment later without; never fails. */
  async look(): Promise<void> {
    if (!this.#looking && performance.now() - this.#lookedAt < this.#options.limits.scanMs) return
    await Promise.race([this.#lookNow(), pause(this.#options.limits.scanWaitMs)])
  }

  /** Someone watches from now on, or nobody any more. */
  watch(isWatched: boolean): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    if (!isWatched) return
    void this.look()
    this.#timer = setInterval(() => void this.#lookNow(), this.#options.limits.scanMs).unref()
  }

  /** One look at a time, however long it takes. */
  #lookNow(): Promise<void> {
    this.#looking ??= this.#discover().finally(() => {
      this.#looking = undefined
      this.#lookedAt = performance.now()
    })
    return this.#looking
  }

  async #discover(): Promise<void> {
    try {
      this.#options.tell(await this.#options.discover())
      this.#trouble = undefined
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error)
      if (trouble !== this.#trouble) this.#options.log(`cannot look for VMs of this host: ${trouble}`)
      this.#trouble = trouble
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref())
}
