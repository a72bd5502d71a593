import type { Link } from '#link/link.ts'
import { ManualClock } from '#link/manual-clock.ts'
import type { QmpError } from '#qmp/errors.ts'
import type { QmpEvent } from '#qmp/event.ts'
import { framed } from '#qmp/framed.ts'
import { openSession, type Session } from '#qmp/session.ts'
import { WatchedLink } from './watched-link.ts'

/** A session and all that is seen of it. */
export interface SessionClient {
  session: Session
  wire: WatchedLink
  events: QmpEvent[]
  /** Messages that answer nothing. */
  strays: string[]
  /** Waits for an event of this name that fits, from where the last wait ended. */
  heard(name: string, fits?: (data: QmpEvent['data']) => boolean): Promise<QmpEvent>
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
  let unheard: QmpEvent[] = []
  let listen: () => void = () => {}
  const heard: SessionClient['heard'] = async (name, fits = () => true) => {
    for (;;) {
      const at = unheard.findIndex((event) => event.name === name && fits(event.data))
      const event = unheard[at]
      if (event) {
        unheard = unheard.slice(at + 1)
        return event
      }
      await new Promise<void>((resolve) => {
        listen = resolve
      })
    }
  }
  const observer = {
    event: (event: QmpEvent) => {
      events.push(event)
      unheard.push(event)
      listen()
    },
    stray: (text: string) => strays.push(text),
    closed: (why: QmpError) => close(why),
    busy: () => {},
  }
  const clock = new ManualClock()
  const session = await openSession({ link: framed(wire, clock), clock, observer, idPrefix: 'now' })
  wire.takeNews()
  strays.length = 0
  // P-04: some send one before their greeting.
  if (events[0]?.name === 'VSERPORT_CHANGE') {
    events.shift()
    unheard.shift()
  }
  return { session, wire, events, strays, heard, closed }
}
