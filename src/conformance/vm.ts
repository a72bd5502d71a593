import type { Clock } from '#link/clock.ts'
import type { Link } from '#link/link.ts'

/**
 * A VM to run scripts against, alike on every server: it waits for its first `cont`, has 512 MiB, a balloon
 * `balloon0`, a disk `vda`, an empty CD drive `cd0` and a NIC `nic0`.
 */
export interface Vm {
  /** A new client of its one QMP monitor. */
  dial(): Link
  /** A file that the CD drive takes. */
  readonly image: string
  /** Ends it, whatever it does. */
  stop(): Promise<void>
}

export interface VmOptions {
  /** Messages over many lines. The simulated VM runs from the start then. */
  pretty?: boolean
}

/** Something that speaks QMP as QEMU does, or is QEMU. */
export interface Server {
  readonly name: string
  /** @param clock what time is for a server that does not know it by itself */
  start(clock: Clock, options: VmOptions): Promise<Vm>
}
