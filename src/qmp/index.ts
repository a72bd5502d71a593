// The public face of this folder; README.md beside it shows how to use it, and examples.test.ts runs what it shows.
export {
  type Connection,
  type ConnectionOptions,
  type ConnectionState,
  keepConnected,
} from './connection.ts'
export { Garbled, Interrupted, type QmpError, Refused, Unreachable } from './errors.ts'
export type { QmpEvent } from './event.ts'
export { framed } from './framed.ts'
export {
  openSession,
  type Session,
  type SessionObserver,
  type SessionOptions,
} from './session.ts'
export type { Greeting } from './wire/greeting.ts'
