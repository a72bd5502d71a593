import type { Link } from '#link/link.ts'
import { ManualClock } from '#link/manual-clock.ts'
import type { QmpError } from '#qmp/errors.ts'
import type { QmpEvent } from '#qmp/event.ts'
import { openSession, type Session } from '#qmp/session.ts'
import { WatchedLink } from './watched-link.ts'

/** A session and all that is seen of it. */
export interface SessionClient {
  session: Session
  wire: WatchedLink
  events: QmpEvent[]
  /** Messages that belong to nobody. */
  strays: string[]
  /** Why it ended, once it has. */
  closed: Promise<QmpError>
}

/** No time passes for the session: what does not come fails the test that waits for it. */
export async function openClient(link: Link): Promise<SessionClient> {
  const wire = new WatchedLink(link)
  const events: QmpEvent[] = []
  const strays: string[] = []
  let close: (why: QmpError) => void = () => {}
  const closed = new Promise<QmpError>((resolve) => {
    close = resolve
  })
  const observer = {
    event: (event: QmpEvent) => events.push(event),
    stray: (text: string) => strays.push(text),
    closed: (why: QmpError) => close(why),
    busy: () => {},
  }
  const session = await openSession({ link: wire, clock: new ManualClock(), observer, idPrefix: 'now' })
  wire.takeNews()
  return { session, wire, events, strays, closed }
}
