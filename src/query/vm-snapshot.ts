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
  /** Since when it is in its state, as far as this page has seen; outlives a session, where `recent` does not. */
  stateHistory: StateHistory
  /** When this page connected to it for the first time. */
  firstSeen: number | undefined
  /** Commands without an answer when the link was lost. */
  unanswered: readonly string[]
  /** What network links were last told in this session, by the name that `set_link` has for them: no query says it. */
  links: ReadonlyMap<string, LinkTold>
  /** What was asked of the machine and has not shown its effect yet. */
  asked: Asked | undefined
}

/** A command to the machine whose effect is awaited: the screen says "asked", never what it guesses. */
export interface Asked {
  command: ActName
  at: number
}

/** What a network link was told, and when, in ms since 1970. */
export interface LinkTold {
  readonly up: boolean
  readonly at: number
}

/** A command that QEMU has accepted. */
export interface Accepted {
  readonly command: string
  readonly arguments: unknown
  /** When it was sent, in ms since 1970. */
  readonly at: number
}

/** Adds what a command says of a state that no query tells. */
export function withAccepted(snapshot: VmSnapshot, { command, arguments: args, at }: Accepted): VmSnapshot {
  if (command !== 'set_link' || typeof args !== 'object' || args === null) return snapshot
  const { name, up }: { name?: unknown; up?: unknown } = args
  if (typeof name !== 'string' || typeof up !== 'boolean') return snapshot
  return { ...snapshot, links: new Map(snapshot.links).set(name, { up, at }) }
}

/** What is known of a session that has just begun. It may be with another QEMU: what the last one said explains nothing. */
export function nothingSeen() {
  const noLoss = { lostAt: undefined, lostBy: undefined, failure: undefined, shutdown: undefined }
  return { ...noLoss, recent: [], unanswered: [], links: new Map<string, LinkTold>() }
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
  stateHistory: nothingWitnessed,
  firstSeen: undefined,
  unanswered: [],
  links: new Map(),
  asked: undefined,
}
