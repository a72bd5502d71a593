/** An event as it was seen; `at` in milliseconds since 1970. */
export interface SeenEvent {
  readonly name: string
  readonly at: number
  readonly data?: Readonly<Record<string, unknown>> | undefined
}

/** How the VM came to stand, as far as events tell. */
export interface Episode {
  /** The event that names the cause, the latest one since the VM last ran; may have been missed (V-05). */
  readonly cause: SeenEvent | undefined
  /** When the trouble began: before any try to resume that failed at once. */
  readonly since: number | undefined
  /** The last try to let it run on. */
  readonly tried: { readonly at: number; readonly failedAfter: number } | undefined
}

/** A VM that stops again within this time, for the same cause, has not really run in between. */
const failedTry = 10_000

/** The events between two moments at which the VM was let run, or was reset. */
interface Stretch {
  readonly begin: SeenEvent | undefined
  /** The index of `begin` in the list, -1 if it was not seen. */
  readonly index: number
  readonly firstCause: SeenEvent | undefined
  readonly lastCause: SeenEvent | undefined
  readonly stop: SeenEvent | undefined
}

type IsCause = (event: SeenEvent) => boolean

/** The stretch that ends before `end`. What came before it describes the past (V-06). */
function stretchBefore(events: readonly SeenEvent[], end: number, isCause: IsCause): Stretch {
  let firstCause: SeenEvent | undefined
  let lastCause: SeenEvent | undefined
  let stop: SeenEvent | undefined
  for (let index = end - 1; index >= 0; index -= 1) {
    const event = events[index]
    if (!event) continue
    if (event.name === 'RESUME' || event.name === 'RESET') {
      return { begin: event, index, firstCause, lastCause, stop }
    }
    if (event.name === 'STOP') stop = event
    if (!isCause(event)) continue
    firstCause = event
    lastCause ??= event
  }
  return { begin: undefined, index: -1, firstCause, lastCause, stop }
}

/** What happened in a stretch that began with a try to resume and failed at once; `undefined` for any other. */
function failedTryIn({ begin, lastCause, stop }: Stretch): Episode['tried'] {
  if (begin?.name !== 'RESUME' || !lastCause || !stop) return undefined
  const failedAfter = stop.at - begin.at
  return failedAfter <= failedTry ? { at: begin.at, failedAfter } : undefined
}

/**
 * How the VM came to stand. `events` are all that were seen, oldest first; `isCause` tells which of them explains
 * the present run state.
 */
export function episodeOf(events: readonly SeenEvent[], isCause: IsCause = () => false): Episode {
  const present = stretchBefore(events, events.length, isCause)
  const since = (stretch: Stretch) => (stretch.firstCause ?? stretch.stop)?.at
  let first = present
  while (failedTryIn(first)) {
    const earlier = stretchBefore(events, first.index, isCause)
    if (!earlier.lastCause) break
    first = earlier
  }
  const tried = first === present ? undefined : failedTryIn(present)
  return { cause: present.lastCause, since: since(first), tried }
}
