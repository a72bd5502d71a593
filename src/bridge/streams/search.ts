import type { Ask } from './ask.ts'
import { outOfReach, StreamRefusal } from './stream-refusal.ts'

/** One search for a stream. With it ends what it asks QEMU: a stopped QEMU never answers, and viewers come and go. */
export class Search {
  readonly #ask: Ask
  readonly #end = new AbortController()

  constructor(ask: Ask) {
    this.#ask = ask
  }

  /**
   * Searches for so many milliseconds at most.
   * @throws StreamRefusal
   */
  async run<T>(find: (ask: Ask) => Promise<T>, ms: number): Promise<T> {
    const { signal } = this.#end
    const ended = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    const late = () => this.giveUp(outOfReach('QEMU does not say where this stream is: no answer.'))
    const timer = setTimeout(late, ms)
    try {
      return await Promise.race([ended, find((command, args) => this.#ask(command, args, signal))])
    } catch (error) {
      throw error instanceof StreamRefusal ? error : outOfReach('QEMU cannot be asked where this stream is.')
    } finally {
      clearTimeout(timer)
    }
  }

  /** Nobody waits for it any more. */
  giveUp(why: StreamRefusal): void {
    this.#end.abort(why)
  }
}
