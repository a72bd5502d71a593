import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Api } from '#api/api.ts'
import type { Activity } from '#api/types.ts'
import type { Clock } from '#link/clock.ts'
import type { LinkEnd } from '#link/link.ts'

export interface ActivityOptions {
  /** Missing where there are no other clients: a simulator in the page. */
  listen: Api['activity'] | undefined
  clock: Clock
  /** Between 0 and 1; spreads the attempts of many pages. */
  random: () => number
  /** What was missed while it was closed has to be asked. */
  onOpen: () => void
  onMessage: (message: Activity) => void
}

const firstDelay = 500
const longestDelay = 15_000

/** The one socket by which a page hears what the bridge knows and QEMU does not say. It comes back after a loss. */
export class ActivityFeed {
  /** While it is open, nothing of what it tells needs to be polled. */
  readonly isOpen: StoreApi<boolean> = createStore(() => false)
  /** When it was open last, before it was lost. */
  lostAt: number | undefined
  readonly #options: ActivityOptions
  #watchers = 0
  #rests = false
  #failures = 0
  #stop: () => void = () => {}

  constructor(options: ActivityOptions) {
    this.#options = options
  }

  /** Somebody shows what it tells: it is open until the last of them has called what this returns. */
  watch(): () => void {
    if (this.#watchers++ === 0) this.#listen()
    return () => {
      if (--this.#watchers === 0) this.#end()
    }
  }

  /** Lets go of the socket until `wake`, whoever watches. */
  rest(): void {
    this.#rests = true
    this.#end()
  }

  wake(): void {
    if (!this.#rests) return
    this.#rests = false
    this.#failures = 0
    if (this.#watchers > 0) this.#listen()
  }

  #end(): void {
    this.#stop()
    this.#stop = () => {}
    this.isOpen.setState(false)
  }

  #listen(): void {
    const { listen, onOpen, onMessage } = this.#options
    if (!listen || this.#rests) return
    this.#stop = listen({
      onOpen: () => {
        this.#failures = 0
        this.isOpen.setState(true)
        onOpen()
      },
      onMessage,
      onEnded: (end) => this.#ended(end),
    })
  }

  #ended({ cause }: LinkEnd): void {
    const { clock, random } = this.#options
    if (this.isOpen.getState()) this.lostAt = clock.now()
    this.isOpen.setState(false)
    this.#stop = () => {}
    // After another sign-in, VMs are watched again.
    if (cause === 'unauthorized') return
    const delay = Math.min(longestDelay, firstDelay * 2 ** this.#failures++)
    this.#stop = clock.after(Math.round(delay * (0.9 + 0.2 * random())), () => this.#listen())
  }
}
