import type { BlockDeviceRow } from './block-devices.ts'
import { type Episode, episodeOf, type SeenEvent } from './episode.ts'
import { type Explain, type Explanation, startOver, type WayOutName } from './explanation.ts'
import { explainIoError, isIoError } from './reason-io-error.ts'
import { explainPanic, isPanic } from './reason-panic.ts'
import { explainShutdown, isShutdown } from './reason-shutdown.ts'
import type { RunState } from './run-state.ts'

/** Why a VM is stopped, and what to do about it. */
export interface Reason extends Explanation {
  /** What QEMU said, to be shown as it is. */
  readonly said: SeenEvent | undefined
  /** Milliseconds since 1970; `undefined` if its start was not seen. */
  readonly since: number | undefined
  /** The last try to resume, if it failed at once. */
  readonly tried: Episode['tried']
}

interface Kind {
  readonly isCause?: (event: SeenEvent) => boolean
  readonly explain: Explain
}

const isNamed =
  (name: string) =>
  (event: SeenEvent): boolean =>
    event.name === name

/** An explanation that needs no evidence. */
const always =
  (title: string, short: string, waysOut: readonly string[], actions: readonly WayOutName[]): Explain =>
  () => ({ title, short, facts: [], waysOut, actions })

const explainWatchdog = always(
  'QEMU paused this VM: its watchdog expired',
  'watchdog expired',
  [
    'Look at the console: the guest did not reset its watchdog in time, so it hangs or is overloaded.',
    'Resume: the guest continues.',
    startOver,
  ],
  ['Resume', 'Reset'],
)

const explainInternalError = always(
  'QEMU paused this VM: internal error',
  '',
  [
    "Read QEMU's own messages in its terminal or log: QMP does not carry them.",
    startOver,
    'If it happens again: Quit QEMU, and report it with those messages.',
  ],
  ['Reset', 'Quit QEMU'],
)

const explainPostmigrate = always(
  'This VM was migrated, or saved to a file',
  'migrated or saved',
  [
    'If it runs at the destination: Quit QEMU here; nothing is lost.',
    'Only if it does not run there: Resume continues it here. Two running copies would destroy the images.',
  ],
  ['Quit QEMU', 'Resume'],
)

const explainSuspended = always(
  'The guest is suspended',
  'asleep',
  ['Wake it up; a key, a timer or a network packet may also wake it.'],
  ['Wake up'],
)

const kinds: Readonly<Record<string, Kind>> = {
  'io-error': { isCause: isIoError, explain: explainIoError },
  'guest-panicked': { isCause: isPanic, explain: explainPanic },
  shutdown: { isCause: isShutdown, explain: explainShutdown },
  watchdog: { isCause: isNamed('WATCHDOG'), explain: explainWatchdog },
  'internal-error': { explain: explainInternalError },
  postmigrate: {
    isCause: ({ name, data }) => name === 'MIGRATION' && data?.['status'] === 'completed',
    explain: explainPostmigrate,
  },
  suspended: { isCause: isNamed('SUSPEND'), explain: explainSuspended },
}

const resumable = ['paused', 'prelaunch', 'debug']

/** For a state that says all there is to say: its own sentence. */
const plain = ({ word, sentence }: RunState): Kind => ({
  explain: always(sentence, '', [], resumable.includes(word) ? ['Resume'] : []),
})

/**
 * Why a VM does not run: what happened, since when, and the ways out; `undefined` for one that runs or whose state
 * is not known. `events` are all that were seen, oldest first; the cause may be missing among them (V-05), and
 * then the block devices must tell.
 */
export function reasonOf(
  state: RunState,
  events: readonly SeenEvent[],
  blockDevices: readonly BlockDeviceRow[],
): Reason | undefined {
  if (state.tone === 'ok' || state.tone === 'unknown') return undefined
  const { isCause, explain } =
    (Object.hasOwn(kinds, state.word) ? kinds[state.word] : undefined) ?? plain(state)
  const { cause, since, tried } = episodeOf(events, isCause)
  return { ...explain(cause, blockDevices), said: cause, since, tried }
}
