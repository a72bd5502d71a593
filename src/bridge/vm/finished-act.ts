import type { ActOutcome, Role } from '#api/types.ts'

/** Who looks at a VM. */
export interface ClientInfo {
  role: Role
  /** Address and port he comes from, for the audit. */
  peer: string
}

/** A command that is no query, with what came of it. */
export interface FinishedAct {
  by: ClientInfo
  command: string
  /** What QEMU gets: JSON text. */
  argumentsText: string | undefined
  /** The client's own: JSON text. */
  idText: string | undefined
  outcome: ActOutcome
  error?: { class: string; desc: string }
  /** When the outcome was known, in milliseconds since 1970. */
  time: number
  /** How long QEMU had it, in milliseconds; missing where the bridge itself refused it. */
  ms?: number
  /** Numbers of the last events that the bridge had seen when QEMU got the command, and when its outcome was known. */
  events?: { before: number; last: number }
  /** How many like it are told as this one; one where it is left out. */
  times?: number
}
