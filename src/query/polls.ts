import type { QueryClient } from '@tanstack/react-query'
import type { Clock } from '#link/clock.ts'
import type { AnswerTimes } from './answer-times.ts'

/** Whether somebody can see the page. */
export interface Visibility {
  isVisible(): boolean
  onChange(then: () => void): void
}

export interface Question {
  readonly queryKey: readonly unknown[]
  readonly queryFn: () => Promise<unknown>
}

/** What nothing tells of has to be asked again: as long as it is kept, the answer is at most `every` ms old. */
export interface Poll {
  readonly question: Question
  readonly every: number
}

export interface PollsOptions {
  client: QueryClient
  clock: Clock
  times: AnswerTimes
  /** Missing where the page can always be seen. */
  visibility: Visibility | undefined
}

/** After an answer, a lane rests so many times as long as that took: polls are a tenth of QEMU's work at most. */
const restFor = 9

/**
 * Asks again what is on screen. Polls of one lane (a VM; the bridge) go one after the other, the next one only after
 * the answer to the last one, so that they never pile up before a slow QEMU. While nobody sees the page, nothing is
 * asked; when somebody does again, what has become too old is asked at once.
 */
export class Polls {
  readonly #options: PollsOptions
  readonly #lanes = new Map<string, Lane>()

  constructor(options: PollsOptions) {
    this.#options = options
    options.visibility?.onChange(() => {
      for (const lane of this.#lanes.values()) lane.schedule()
    })
  }

  /** Keeps an answer young until what this returns is called. */
  keep(name: string, poll: Poll): () => void {
    const lane = this.#lanes.get(name) ?? new Lane(this.#options)
    this.#lanes.set(name, lane)
    return lane.add(poll)
  }
}

interface Kept extends Poll {
  /** When it was asked from here last, or since when it is kept. */
  askedAt: number
}

class Lane {
  readonly #options: PollsOptions
  readonly #polls = new Set<Kept>()
  #isAsking = false
  #restsUntil = 0
  #restsFor = 0
  #cancel = () => {}

  constructor(options: PollsOptions) {
    this.#options = options
  }

  add(poll: Poll): () => void {
    const { clock, times } = this.#options
    // What was never asked is asked by the component that shows it.
    const kept = { ...poll, askedAt: times.of(poll.question.queryKey) ?? clock.now() }
    this.#polls.add(kept)
    this.schedule()
    return () => {
      this.#polls.delete(kept)
      this.schedule()
    }
  }

  /** Waits for the poll whose turn comes next. */
  schedule(): void {
    this.#cancel()
    const { clock, visibility } = this.#options
    const next = this.#next()
    if (this.#isAsking || !next || visibility?.isVisible() === false) return
    const rest = Math.min(this.#restsUntil - clock.now(), this.#restsFor)
    const wait = Math.max(this.#dueAt(next) - clock.now(), rest)
    this.#cancel = clock.after(Math.max(0, wait), () => void this.#ask())
  }

  #next(): Kept | undefined {
    let next: Kept | undefined
    for (const poll of this.#polls) if (!next || this.#dueAt(poll) < this.#dueAt(next)) next = poll
    return next
  }

  /** An answer that came for another reason counts as well. */
  #dueAt({ question, every, askedAt }: Kept): number {
    const answeredAt = Math.max(askedAt, this.#options.times.of(question.queryKey) ?? askedAt)
    // Somebody may have set the clock back.
    return Math.min(answeredAt, this.#options.clock.now()) + every
  }

  async #ask(): Promise<void> {
    const { client, clock } = this.#options
    const next = this.#next()
    // Meanwhile an answer may have come by itself.
    if (!next || this.#dueAt(next) > clock.now()) return this.schedule()
    const begun = clock.now()
    this.#isAsking = true
    await client.fetchQuery({ ...next.question, staleTime: 0 }).catch(() => {})
    this.#isAsking = false
    next.askedAt = clock.now()
    this.#restsFor = Math.max(0, restFor * (next.askedAt - begun))
    this.#restsUntil = next.askedAt + this.#restsFor
    this.schedule()
  }
}
