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
  /** A path on its host for a new file. */
  path(name: string): string
  /** With kind `stuck`: a command that blocks QEMU, so that nothing in-band is answered any more. */
  readonly block: { command: string; arguments: Readonly<Record<string, unknown>> }
  /** The process, where it is one. */
  readonly pid?: number | undefined
  /** Ends it without a word, as a crash does. */
  crash(): void
  /** Ends it, whatever it does. */
  stop(): Promise<void>
}

export interface VmOptions {
  /** Messages over many lines. */
  pretty?: boolean
  /** More arguments of its command line; for a real one alone. */
  args?: string
  /**
   * How it was started: `--preconfig`, `-incoming defer`, `-no-reboot -no-shutdown`; `qcow2` has a disk that takes
   * snapshots; `stuck` can be blocked.
   */
  kind?: 'preconfig' | 'incoming' | 'no-reboot' | 'qcow2' | 'stuck'
}

/** Something that speaks QMP as QEMU does, or is QEMU. */
export interface Server {
  readonly name: string
  /** @param clock what time is for a server that does not know it by itself */
  start(clock: Clock, options: VmOptions): Promise<Vm>
}
