import type { SeenEvent } from './episode.ts'

/** In ms: firmware resets the machine again when it starts, up to four times. */
const echoWithin = 1500

/** Whether a reset is the firmware's own, soon after this one, which a monitor asked for; both of the same VM. */
export function isResetEcho(reset: SeenEvent, asked: SeenEvent): boolean {
  const after = reset.at - asked.at
  return isOfGuest(reset) && isOfMonitor(asked) && after >= 0 && after < echoWithin
}

const isOfGuest = ({ name, data }: SeenEvent) => name === 'RESET' && data?.['guest'] === true
const isOfMonitor = ({ name, data }: SeenEvent) => name === 'RESET' && data?.['guest'] === false

/** The reset that began what the last one of these events ended; undefined where none is a reset. */
export function lastReset<Event extends SeenEvent>(events: readonly Event[]): Event | undefined {
  const last = events.findLast(({ name }) => name === 'RESET')
  return last && (events.findLast((asked) => isResetEcho(last, asked)) ?? last)
}
