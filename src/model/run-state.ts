import type { Status } from '#qapi/names.ts'
import { type Partially, text } from './answer.ts'

/** How a state feels: green, amber, red, grey, blue with a spinner, grey with a question mark. */
export type Tone = 'ok' | 'warn' | 'bad' | 'off' | 'transit' | 'unknown'
export type StateIcon = 'play' | 'pause' | 'alert' | 'off' | 'spin' | 'unknown'
/** Who brought the VM into its state. */
export type Doer = 'person' | 'QEMU' | 'guest' | 'migration' | 'unknown'

/** A run state, told to a person. */
export interface RunState {
  /** QEMU's own word, as it is in the answer. */
  readonly word: string
  readonly tone: Tone
  readonly icon: StateIcon
  readonly by: Doer
  /** Written beside the word: `paused by QEMU`. Empty where the word says it all. */
  readonly aside: string
  readonly sentence: string
}

type Known = Omit<RunState, 'word'>

const inTransit = { tone: 'transit', icon: 'spin' } as const
const pausedByQemu = { tone: 'bad', icon: 'alert', by: 'QEMU', aside: 'paused by QEMU' } as const

/** L-01: every run state that any release of QEMU has had. */
const known: Readonly<Record<string, Known>> = {
  running: { tone: 'ok', icon: 'play', by: 'person', aside: '', sentence: 'The vCPUs are running.' },
  paused: {
    tone: 'warn',
    icon: 'pause',
    by: 'person',
    aside: '',
    sentence: 'The VM was paused with stop. Resume continues it.',
  },
  prelaunch: {
    tone: 'warn',
    icon: 'pause',
    by: 'person',
    aside: 'not started',
    sentence:
      'The guest has not started: QEMU was started with -S, or was reset while paused. Resume starts it.',
  },
  preconfig: {
    tone: 'warn',
    icon: 'pause',
    by: 'person',
    aside: 'not configured',
    sentence:
      'QEMU was started with --preconfig: the machine is not made yet. x-exit-preconfig makes it; then the guest starts, unless -S was given.',
  },
  debug: {
    tone: 'warn',
    icon: 'pause',
    by: 'person',
    aside: 'stopped by a debugger',
    sentence: 'A debugger has stopped the vCPUs.',
  },
  suspended: {
    tone: 'off',
    icon: 'pause',
    by: 'guest',
    aside: 'asleep',
    sentence: 'The guest is suspended to RAM. Wake up wakes it.',
  },
  shutdown: {
    tone: 'off',
    icon: 'off',
    by: 'guest',
    aside: 'off, QEMU stays',
    sentence: 'The guest is off; QEMU keeps running because of -no-shutdown.',
  },
  'io-error': {
    ...pausedByQemu,
    sentence: 'A block device failed, and QEMU paused the VM before the guest could see it.',
  },
  'internal-error': {
    ...pausedByQemu,
    sentence: 'QEMU or its accelerator failed. Only a reset helps.',
  },
  watchdog: {
    ...pausedByQemu,
    sentence: 'The guest did not reset its watchdog in time, and QEMU paused the VM.',
  },
  'guest-panicked': {
    ...pausedByQemu,
    sentence: 'The guest kernel panicked, and QEMU paused the VM.',
  },
  inmigrate: {
    ...inTransit,
    by: 'migration',
    aside: 'incoming migration',
    sentence: 'QEMU waits for an incoming migration, or is receiving it.',
  },
  'finish-migrate': {
    ...inTransit,
    by: 'migration',
    aside: 'finishing migration',
    sentence: 'The VM is stopped while the rest of it is sent to the destination.',
  },
  postmigrate: {
    tone: 'off',
    icon: 'off',
    by: 'migration',
    aside: 'migrated or saved',
    sentence: 'The VM was migrated, or saved to a file. The destination, if it runs there, owns its disks.',
  },
  'save-vm': {
    ...inTransit,
    by: 'person',
    aside: 'saving a snapshot',
    sentence: 'The VM is stopped while a snapshot is saved; it continues by itself.',
  },
  'restore-vm': {
    ...inTransit,
    by: 'person',
    aside: 'loading a snapshot',
    sentence: 'The VM is stopped while a snapshot is loaded; it continues by itself.',
  },
  colo: {
    ...inTransit,
    by: 'migration',
    aside: 'COLO checkpoint',
    sentence: 'The VM is stopped during a COLO checkpoint.',
  },
}

const notAsked: RunState = {
  word: 'unknown',
  tone: 'unknown',
  icon: 'unknown',
  by: 'unknown',
  aside: '',
  sentence: 'Not known yet.',
}

/** What `query-status` says before 1.0: whether it runs, never why not. */
function beforeOnePointZero(running: boolean): RunState {
  const word = running ? 'running' : 'paused'
  const state = describe(word)
  if (running) return state
  return { ...state, by: 'unknown', sentence: 'The VM is not running. QEMU before 1.0 does not report why.' }
}

function describe(word: string): RunState {
  const state = Object.hasOwn(known, word) ? known[word] : undefined
  if (state) return { word, ...state }
  return {
    ...notAsked,
    word,
    sentence: `QEMU reports the state "${word}", which this dashboard does not know.`,
  }
}

/**
 * The answer of `query-status`, from any QEMU, in words for a person. An unknown state keeps QEMU's word;
 * no answer at all is `unknown`. L-01. Since 6.0 a QEMU that was started with --preconfig says `prelaunch` like one with
 * -S; what tells them apart is that it refuses most queries until its machine is made (L-04).
 *
 * @param refusal QEMU's words to such a query, if it was refused
 */
export function runStateOf(status: Partially<Status> | undefined, refusal = ''): RunState {
  const word = text(status?.status)
  if (word === 'prelaunch' && isBeforeMachine(refusal)) return describe('preconfig')
  if (word !== undefined) return describe(word)
  return typeof status?.running === 'boolean' ? beforeOnePointZero(status.running) : notAsked
}

/** Whether QEMU refused a query because its machine is not made yet (L-04): that tells nothing of what the VM has. */
export function isBeforeMachine(refusal: string): boolean {
  return /only after (the )?machine/.test(refusal)
}
