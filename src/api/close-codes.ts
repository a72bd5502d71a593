import type { LinkEndCause } from '#link/link.ts'
import type { Closing } from './closing.ts'

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

/** Close code of each closing. */
export const closeCodeOfClosing: Readonly<Record<Closing['code'], number>> = {
  done: closeCodes.done,
  stopping: closeCodes.stopping,
  overloaded: closeCodes.overloaded,
  'wrong-frame': closeCodes.wrongFrame,
  'too-large': closeCodes.tooLarge,
  'too-slow': closeCodes.tooSlow,
  'no-such-vm': closeCodes.unknownVm,
  'no-such-stream': closeCodes.unknownVm,
  'out-of-reach': closeCodes.unreachable,
  'qemu-closed': closeCodes.qemuClosed,
  moved: closeCodes.qemuClosed,
  unreachable: closeCodes.unreachable,
  'closed-early': closeCodes.unreachable,
  garbled: closeCodes.unreachable,
  'no-greeting': closeCodes.noGreeting,
  held: closeCodes.noGreeting,
  stopped: closeCodes.noGreeting,
  'no-qmp': closeCodes.unreachable,
  'other-user': closeCodes.unreachable,
  forbidden: closeCodes.unreachable,
  'not-listening': closeCodes.unreachable,
  replaced: closeCodes.unreachable,
  'path-too-long': closeCodes.unreachable,
  'other-network': closeCodes.unreachable,
}

/** The close code that goes with it. */
export function closeCodeOf({ code }: Closing): number {
  return closeCodeOfClosing[code]
}

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
