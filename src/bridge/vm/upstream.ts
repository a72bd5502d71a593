import type { Ending } from './ending.ts'

/** What the owner of an upstream hears, until it closes it. */
export interface UpstreamListener {
  onOpen(): void
  onData(data: Buffer): void
  onDrain(): void
  /** The connection ended, or never came about; called once, after all data. */
  onEnded(ending: Ending): void
}

/** A connection to something that speaks QMP, as bytes, with back-pressure both ways. */
export interface Upstream {
  /** Writes; false asks to hold back until `onDrain`. After the end it does nothing. */
  write(data: Buffer): boolean
  /** Stops `onData` from being called, and so in time the other side from sending. */
  pause(): void
  resume(): void
  /** Why the other side says nothing, where that can be found out. */
  whySilent?(): Promise<Ending | undefined>
  /** Lets go of the other side; the listener is not called any more. */
  close(): void
}

/** Begins a connection, a new one for each attempt. The listener is not called before this returns. */
export type Connect = (listener: UpstreamListener) => Upstream
