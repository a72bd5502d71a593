import type { DoneAct } from '#model/doer.ts'
import type { ActName } from '#qapi/types.ts'
import type { ConnectionState } from '#qmp/connection.ts'
import type { QmpError } from '#qmp/errors.ts'
import type { Commands } from './commands.ts'
import { afterLoss, nothingWitnessed, type StateHistory, type TimedEvent } from './state-history.ts'

/** What this page knows of a VM by having watched it. */
export interface VmSnapshot {
  link: ConnectionState
  /** What QEMU can do; undefined until it has said so, and as of the last session until the next one has. */
  commands: Commands | undefined
  /** When the link was lost, or undefined while it holds or before there was one. */
  lostAt: number | undefined
  /** Why the link was lost, as long as `lostAt` is set. */
  lostBy: QmpError | undefined
  /** What came of the last try to connect; stays while the next one is under way. */
  failure: QmpError | undefined
  /** Why QEMU went, where it said so: the data of SHUTDOWN, on the session that has ended (V-12). */
  shutdown: Readonly<Record<string, unknown>> | undefined
  /** The last run-state events, oldest first: they say why a VM is stopped. */
  recent: readonly TimedEvent[]
  /** Events that tell of trouble which did not stop the VM, or of its end, since QEMU started; oldest first. */
  troubles: readonly Trouble[]
  /** Since when it is in its state, as far as this page has seen; outlives a session, where `recent` does not. */
  stateHistory: StateHistory
  /** When this page connected to it for the first time. */
  firstSeen: number | undefined
  /** Commands without an answer when the link was lost. */
  unanswered: readonly string[]
  /** In ms since 1970: before it there may have been another QEMU, as far as somebody has watched. */
  qemuSince: number
  /** What this page has asked of the machine and has not shown its effect yet. */
  asked: Asked | undefined
  /** When the power button was pressed, by whomever, where the guest has shown nothing of it yet. */
  powerdown: number | undefined
}

/** An event that tells of trouble, or of its end; the same that comes again within a minute is one. */
export type Trouble = TimedEvent & {
  /** When the first of them came, in ms since 1970. */
  readonly since: number
  readonly times: number
}

/** A command to the machine whose effect is awaited: the screen says "asked", never what it guesses. */
export interface Asked {
  command: ActName
  at: number
}

/** What is awaited of the machine, whoever asked for it. */
export function askedOf({ asked, powerdown }: VmSnapshot): Asked | undefined {
  return asked ?? (powerdown === undefined ? undefined : { command: 'system_powerdown', at: powerdown })
}

/** What a network link was told, when, in ms since 1970, and by whom. */
export interface LinkTold {
  readonly up: boolean
  readonly at: number
  readonly by: DoneAct['by']
}

export const notAsked = { asked: undefined, powerdown: undefined }

/**
 * What is known of a session that has just begun. It may be with another QEMU: what the last one said explains nothing.
 * @param readyAt when it began, in ms since 1970
 */
export function nothingSeen(readyAt: number) {
  const noLoss = { lostAt: undefined, lostBy: undefined, failure: undefined, shutdown: undefined }
  return { ...noLoss, ...notAsked, recent: [], troubles: [], unanswered: [], qemuSince: readyAt }
}

/** What changes where a link is no longer ready. */
export function lossOf(
  { link, recent, stateHistory }: VmSnapshot,
  lostBy: QmpError | undefined,
  lostAt: number,
): Partial<VmSnapshot> {
  if (link.phase !== 'ready') return {}
  return { lostAt, lostBy, stateHistory: afterLoss(stateHistory, link.since, lostAt, recent) }
}

export const emptySnapshot: VmSnapshot = {
  link: { phase: 'connecting', attempt: 1, busy: undefined },
  commands: undefined,
  lostAt: undefined,
  lostBy: undefined,
  failure: undefined,
  shutdown: undefined,
  recent: [],
  troubles: [],
  stateHistory: nothingWitnessed,
  firstSeen: undefined,
  unanswered: [],
  qemuSince: 0,
  asked: undefined,
  powerdown: undefined,
}
