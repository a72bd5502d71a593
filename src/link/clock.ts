/** Time, handed in, so that the core needs no timers of its own and tests can move it by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls `then` once after `ms` milliseconds; returns what cancels it. */
  after(ms: number, then: () => void): () => void
}
