import type { QueryCache } from '@tanstack/react-query'
import type { Clock } from '#link/clock.ts'
import { hashKey } from './read-key.ts'

/** When each answer in the cache came, by the page's clock; the cache itself goes by the browser's. */
export class AnswerTimes {
  readonly #times = new Map<string, number>()

  constructor(cache: QueryCache, clock: Clock) {
    cache.subscribe((event) => {
      const { queryHash } = event.query
      if (event.type === 'removed') this.#times.delete(queryHash)
      else if (event.type === 'updated' && event.action.type === 'success')
        this.#times.set(queryHash, clock.now())
    })
  }

  /** In ms since 1970; undefined where no answer has come. */
  of(queryKey: readonly unknown[]): number | undefined {
    return this.#times.get(hashKey(queryKey))
  }
}
