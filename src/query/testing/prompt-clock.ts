import { ManualClock } from '#link/manual-clock.ts'

/** A clock that a test moves; what is to happen without any delay happens by itself. */
export class PromptClock extends ManualClock {
  override after(ms: number, then: () => void): () => void {
    const cancel = super.after(ms, then)
    if (ms <= 0) queueMicrotask(() => this.advance(0))
    return cancel
  }
}
