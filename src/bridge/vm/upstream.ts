import type { Ending } from './ending.ts'

/**
 * A connection to something that speaks QMP, as bytes, with back-pressure both ways. It is being made when
 * it is handed out; nothing is called before the caller could set the callbacks.
 */
export interface Upstream {
  /** Writes; false asks to hold back until `onDrain`. After the end it does nothing. */
  write(data: Buffer): boolean
  /** Stops `onData` from being called, and so in time the other side from sending. */
  pause(): void
  resume(): void
  /** Lets go of the other side; no callback follows. */
  close(): void
  onOpen: () => void
  onData: (data: Buffer) => void
  onDrain: () => void
  /** The connection ended, or never came about; called once, after all data. */
  onEnded: (ending: Ending) => void
}

/** Makes a connection; called anew for each attempt. */
export type Connect = () => Upstream
