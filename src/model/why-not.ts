import { type PowerActionName, powerCommands } from './power-commands.ts'

/** What decides whether a VM can take a power action now. */
export interface PowerState {
  /** QEMU's word, as `runStateOf` gives it; `undefined` until QEMU has said it. */
  readonly runState?: string | undefined
  /** `wakeup-suspend-support` of `query-current-machine` (4.0). */
  readonly wakeupSupported?: boolean | undefined
  /** The command that was sent and has not shown its effect yet. */
  readonly asked?: string | undefined
}

const pausedByQemu = (runState: string) => `QEMU has paused this VM (${runState})`

/** Why the vCPUs do not run, for every state in which they do not, without the full stop. */
const stopped: Readonly<Record<string, string>> = {
  paused: 'The VM is paused',
  prelaunch: 'The guest has not started',
  preconfig: 'The machine is not configured yet',
  debug: 'A debugger has stopped the VM',
  suspended: 'The guest is suspended',
  shutdown: 'The guest is off',
  'io-error': pausedByQemu('io-error'),
  'internal-error': pausedByQemu('internal-error'),
  watchdog: pausedByQemu('watchdog'),
  'guest-panicked': pausedByQemu('guest-panicked'),
  inmigrate: 'The VM is still migrating here',
  'finish-migrate': 'QEMU is finishing the migration',
  postmigrate: 'The VM was migrated or saved',
  'save-vm': 'QEMU is saving a snapshot, then continues by itself',
  'restore-vm': 'QEMU is loading a snapshot, then continues by itself',
  colo: 'A COLO checkpoint is in progress',
}

const busy = ['preconfig', 'inmigrate', 'finish-migrate', 'save-vm', 'restore-vm', 'colo']

/** L-03: states in which cont is refused by QEMU, or does nothing. The words in quotes are QEMU's. */
const whyNotResume: Readonly<Record<string, string>> = {
  running: 'The VM is running.',
  shutdown: 'The guest is off. Reset it first ("Resetting the Virtual Machine is required").',
  'internal-error':
    'The guest cannot continue. Reset it first ("Resetting the Virtual Machine is required").',
  suspended: 'The guest is suspended. Use Wake up.',
  preconfig: 'The machine is not configured yet: send x-exit-preconfig first.',
  'finish-migrate': 'QEMU is finishing the migration ("Migration is not finalized yet").',
  'save-vm': `${stopped['save-vm']}.`,
  'restore-vm': `${stopped['restore-vm']}.`,
  colo: 'A COLO checkpoint is in progress ("COLO checkpoint in progress").',
}

function whyGuestCannotHear(runState: string): string | undefined {
  const why = whyStopped(runState)
  if (why === undefined) return undefined
  if (runState === 'suspended') return `${why}. Wake it up first.`
  const resumeHelps = ['paused', 'prelaunch', 'io-error', 'watchdog'].includes(runState)
  return resumeHelps ? `${why}. Resume first.` : `${why}.`
}

function whyStopped(runState: string): string | undefined {
  return Object.hasOwn(stopped, runState) ? stopped[runState] : undefined
}

function whyNotWake(runState: string, supported: boolean | undefined): string | undefined {
  if (supported === false) return 'This machine cannot wake a suspended guest.'
  if (runState === 'suspended') return undefined
  if (runState === 'running') return 'The guest is not suspended.'
  const why = whyStopped(runState)
  return why && `${why}.`
}

function whyNotPause(runState: string): string | undefined {
  const why = runState === 'inmigrate' ? undefined : whyStopped(runState)
  return why && `${why}.`
}

function whyNotReset(runState: string): string | undefined {
  return busy.includes(runState) ? `${whyStopped(runState)}.` : undefined
}

function whyNotIn(
  runState: string,
  name: PowerActionName,
  { wakeupSupported }: PowerState,
): string | undefined {
  switch (name) {
    case 'Resume':
      return Object.hasOwn(whyNotResume, runState) ? whyNotResume[runState] : undefined
    case 'Pause':
      return whyNotPause(runState)
    case 'Shut down':
    case 'Inject NMI':
      return whyGuestCannotHear(runState)
    case 'Wake up':
      return whyNotWake(runState, wakeupSupported)
    case 'Reset':
      return whyNotReset(runState)
    case 'Quit QEMU':
      return undefined
  }
}

/**
 * Why a power action is not possible in this state of the VM, as a sentence, or `undefined` if it is. An unknown
 * state forbids nothing: QEMU decides. Shut down may be asked again, since a guest can miss it (L-02, L-03).
 */
export function whyNotNow(name: PowerActionName, state: PowerState): string | undefined {
  const { runState, asked } = state
  if (asked === powerCommands[name] && name !== 'Shut down') {
    return 'Already sent; QEMU has not answered yet.'
  }
  if (name === 'Quit QEMU') return undefined
  if (runState === undefined) return 'The state of the VM is not known yet.'
  return whyNotIn(runState, name, state)
}
