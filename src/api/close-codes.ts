import type { LinkEndCause } from '#link/link.ts'

/** Close codes of the bridge's WebSockets: sessions, streams, activity. The reason text beside a code is for a person. */
export const closeCodes = {
  done: 1000,
  stopping: 1001,
  wrongFrame: 1003,
  badUtf8: 1007,
  tooLarge: 1009,
  overloaded: 1013,
  unknownVm: 4404,
  qemuClosed: 4410,
  tooSlow: 4429,
  unreachable: 4502,
  noGreeting: 4504,
} as const

const causes: ReadonlyMap<number, LinkEndCause> = new Map<number, LinkEndCause>([
  [closeCodes.done, 'closed'],
  [closeCodes.stopping, 'unavailable'],
  [closeCodes.wrongFrame, 'protocol'],
  [closeCodes.badUtf8, 'protocol'],
  [closeCodes.tooLarge, 'protocol'],
  [closeCodes.overloaded, 'unavailable'],
  [closeCodes.unknownVm, 'unknown-vm'],
  [closeCodes.qemuClosed, 'gone'],
  [closeCodes.tooSlow, 'too-slow'],
  [closeCodes.unreachable, 'unreachable'],
  [closeCodes.noGreeting, 'silent'],
])

/** What a close code means for whoever held the link; a code that is none of ours means the bridge is away. */
export function causeOfCloseCode(code: number): LinkEndCause {
  return causes.get(code) ?? 'unavailable'
}
