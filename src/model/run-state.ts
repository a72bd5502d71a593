import type { Status } from '#qapi/names.ts'
import { type Loose, text } from './answer.ts'

/** How a state feels: green, amber, red, grey, blue with a spinner, grey with a question mark. */
export type Tone = 'ok' | 'warn' | 'bad' | 'off' | 'transit' | 'unknown'
export type StateIcon = 'play' | 'pause' | 'alert' | 'off' | 'spin' | 'unknown'
/** Who brought the VM into its state. */
export type Doer = 'person' | 'QEMU' | 'guest' | 'migration' | 'unknown'

/** A run state, told to a person. */
export interface RunState {
  /** QEMU's own word, as it stands in the answer. */
  readonly word: string
  readonly tone: Tone
  readonly icon: StateIcon
  readonly by: Doer
  /** What stands beside the word: `paused by QEMU`. Empty where the word says it all. */
  readonly aside: string
  readonly sentence: string
}

type Known = Omit<RunState, 'word'>

const inTransit = { tone: 'transit', icon: 'spin' } as const
const pausedByQemu = { tone: 'bad', icon: 'alert', by: 'QEMU', aside: 'paused by QEMU' } as const

/** L-01: every run state that any release of QEMU has had. */
const known: Readonly<Record<string, Known>> = {
  running: { tone: 'ok', icon: 'play', by: 'person', aside: '', sentence: 'The vCPUs run.' },
  paused: {
    tone: 'warn',
    icon: 'pause',
    by: 'person',
    aside: '',
    sentence: 'The VM was paused with stop. Resume lets it run on from where it stands.',
  },
  prelaunch: {
    tone: 'warn',
    icon: 'pause',
    by: 'person',
    aside: 'not started',
    sentence:
      'The guest has not started: QEMU was begun with -S, or was reset while it stood. Resume starts it.',
  },
  preconfig: {
    tone: 'warn',
    icon: 'pause',
    by: 'person',
    aside: 'not configured',
    sentence: 'QEMU was begun with --preconfig and waits for x-exit-preconfig before it builds the machine.',
  },
  debug: {
    tone: 'warn',
    icon: 'pause',
    by: 'person',
    aside: 'held by a debugger',
    sentence: 'A debugger at the gdbstub has stopped the vCPUs.',
  },
  suspended: {
    tone: 'off',
    icon: 'pause',
    by: 'guest',
    aside: 'asleep',
    sentence: 'The guest has put itself to sleep, to memory. Wake up wakes it.',
  },
  shutdown: {
    tone: 'off',
    icon: 'off',
    by: 'guest',
    aside: 'off, QEMU stays',
    sentence: 'The guest is off; QEMU stays because of -no-shutdown.',
  },
  'io-error': {
    ...pausedByQemu,
    sentence: 'A block device failed, and QEMU paused the VM before the guest could see it.',
  },
  'internal-error': {
    ...pausedByQemu,
    sentence: 'QEMU or its accelerator could not go on with the guest. Only a reset leads out.',
  },
  watchdog: {
    ...pausedByQemu,
    sentence: 'The watchdog ran out: the guest has not fed it in time, and QEMU was told to pause then.',
  },
  'guest-panicked': {
    ...pausedByQemu,
    sentence: 'The guest has reported that its kernel panicked, and QEMU paused it.',
  },
  inmigrate: {
    ...inTransit,
    by: 'migration',
    aside: 'waits for its state',
    sentence: 'This QEMU waits for a VM that migrates here, or is receiving it.',
  },
  'finish-migrate': {
    ...inTransit,
    by: 'migration',
    aside: 'leaves',
    sentence: 'The VM stands still while the last of it is sent to the other side.',
  },
  postmigrate: {
    tone: 'off',
    icon: 'off',
    by: 'migration',
    aside: 'moved away',
    sentence: 'The VM was sent away by migration; whoever received it owns the disks now.',
  },
  'save-vm': {
    ...inTransit,
    by: 'person',
    aside: 'saves a snapshot',
    sentence: 'The VM stands still while its state is saved; it goes on by itself.',
  },
  'restore-vm': {
    ...inTransit,
    by: 'person',
    aside: 'loads a snapshot',
    sentence: 'The VM stands still while a saved state is loaded; it goes on by itself.',
  },
  colo: {
    ...inTransit,
    by: 'migration',
    aside: 'COLO checkpoint',
    sentence: 'The VM stands still while its COLO twin catches up.',
  },
}

const notAsked: RunState = {
  word: 'unknown',
  tone: 'unknown',
  icon: 'unknown',
  by: 'unknown',
  aside: '',
  sentence: 'QEMU has not said yet.',
}

/** What `query-status` says before 1.0: whether it runs, never why not. */
function beforeOnePointZero(running: boolean): RunState {
  const word = running ? 'running' : 'paused'
  const state = describe(word)
  if (running) return state
  return { ...state, by: 'unknown', sentence: 'The VM does not run; a QEMU before 1.0 does not say why.' }
}

function describe(word: string): RunState {
  const state = Object.hasOwn(known, word) ? known[word] : undefined
  if (state) return { word, ...state }
  return {
    ...notAsked,
    word,
    sentence: `QEMU calls the state "${word}". This dashboard does not know that one.`,
  }
}

/**
 * The answer of `query-status`, from any QEMU, told to a person. A state nobody has heard of keeps QEMU's word;
 * no answer at all is `unknown`. L-01.
 */
export function runStateOf(status: Loose<Status> | undefined): RunState {
  const word = text(status?.status)
  if (word !== undefined) return describe(word)
  return typeof status?.running === 'boolean' ? beforeOnePointZero(status.running) : notAsked
}
