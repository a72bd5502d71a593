/** The seven things a person most often does to a VM, by the names on their buttons. */
export type ActionName = 'Pause' | 'Resume' | 'Wake up' | 'Inject NMI' | 'Shut down' | 'Reset' | 'Quit QEMU'
export type ActionIcon = 'pause' | 'play' | 'wake' | 'nmi' | 'power' | 'reset' | 'quit'

export interface Action {
  readonly name: ActionName
  readonly icon: ActionIcon
  /** The QMP command it sends; none of the seven takes arguments. */
  readonly command:
    | 'stop'
    | 'cont'
    | 'system_wakeup'
    | 'inject-nmi'
    | 'system_powerdown'
    | 'system_reset'
    | 'quit'
  /** One sentence on what it does. `doesNow` is more exact where the run state matters. */
  readonly does: string
  /** Whether it may destroy something, so that its button stands apart. */
  readonly destructive: boolean
}

/** In the order of the toolbar: harmless ones first. */
export const actions: readonly Action[] = [
  { name: 'Pause', icon: 'pause', command: 'stop', does: 'Halts the vCPUs at once.', destructive: false },
  {
    name: 'Resume',
    icon: 'play',
    command: 'cont',
    does: 'Lets the vCPUs run on from where they stand.',
    destructive: false,
  },
  {
    name: 'Wake up',
    icon: 'wake',
    command: 'system_wakeup',
    does: 'Wakes a guest that sleeps in suspend to memory.',
    destructive: false,
  },
  {
    name: 'Inject NMI',
    icon: 'nmi',
    command: 'inject-nmi',
    does: 'Sends a non-maskable interrupt to the guest, most often to make a hung kernel write a dump.',
    destructive: false,
  },
  {
    name: 'Shut down',
    icon: 'power',
    command: 'system_powerdown',
    does: 'Presses the power button: asks the guest to shut down, which it may ignore.',
    destructive: false,
  },
  {
    name: 'Reset',
    icon: 'reset',
    command: 'system_reset',
    does: 'Presses the reset button: the guest starts over without being asked.',
    destructive: true,
  },
  {
    name: 'Quit QEMU',
    icon: 'quit',
    command: 'quit',
    does: 'Ends the QEMU process at once; nobody starts it again.',
    destructive: true,
  },
]

const doesIn: Readonly<Partial<Record<ActionName, Readonly<Record<string, string>>>>> = {
  Resume: {
    prelaunch: 'Starts the guest.',
    inmigrate: 'Lets the VM run as soon as it has arrived.',
    postmigrate: 'Takes the disks back from the other side and lets the VM run here.',
    'io-error': 'Lets the VM run on; QEMU repeats what failed.',
  },
  Pause: { inmigrate: 'Keeps the VM paused when it has arrived.' },
}

/** QEMU leaves a VM that stood before a reset at its first instruction, in prelaunch. */
const resetStandsStill = 'Presses the reset button; the VM then waits at its start until Resume.'

/** What an action does in this run state, in one sentence. */
export function doesNow(action: Action, runState: string | undefined): string {
  if (action.name === 'Reset' && runState !== undefined && runState !== 'running') return resetStandsStill
  const inState = doesIn[action.name]
  if (inState && runState !== undefined && Object.hasOwn(inState, runState)) {
    return inState[runState] ?? action.does
  }
  return action.does
}

/** What to say before something is lost. */
export interface Confirmation {
  readonly sentence: string
  readonly lost: readonly string[]
  readonly stays: readonly string[]
  /** A gentler action that may do as well. */
  readonly instead?: ActionName
}

const unwritten = 'All that the guest has not yet written to its disks.'
const programs = 'Every program and connection in the guest.'
const guestIsOff = 'Nothing of the guest: it is off.'

const confirmations: Readonly<Partial<Record<ActionName, Confirmation>>> = {
  Reset: {
    sentence: 'Like the reset button of a PC: the guest is not asked.',
    lost: [unwritten, programs],
    stays: ['QEMU, the disks, and the jobs on them.'],
    instead: 'Shut down',
  },
  'Inject NMI': {
    sentence: 'What the guest does with it is its own setting: ignore it, write a crash dump, or panic.',
    lost: ['If the guest panics: all that it has not yet written, and every program in it.'],
    stays: ['QEMU, the disks, and the jobs on them.'],
  },
  'Quit QEMU': {
    sentence: 'Like pulling the plug: the guest is not asked, and the process ends.',
    lost: [unwritten, programs, 'The VM: QEMU ends, with every job it runs, and nobody starts it again.'],
    stays: ['The image files.'],
    instead: 'Shut down',
  },
}

const resumeAfterMigration: Confirmation = {
  sentence: 'This VM has migrated away. Resume takes its disks back and lets it run here.',
  lost: ['The images, if the VM runs on the other side, too: two machines would write to them at once.'],
  stays: ['The VM on the other side; only you can know whether it runs.'],
}

/**
 * What a person must be told and asked before this action, or `undefined` where it can just be done. Resume is
 * dangerous in one state: after an outgoing migration (L-03).
 */
export function confirmationOf(name: ActionName, runState: string | undefined): Confirmation | undefined {
  if (name === 'Resume') return runState === 'postmigrate' ? resumeAfterMigration : undefined
  const confirmation = confirmations[name]
  if (!confirmation || runState !== 'shutdown') return confirmation
  const { sentence, stays } = confirmation
  const lost = confirmation.lost.filter((loss) => loss !== unwritten && loss !== programs)
  return { sentence, lost: [guestIsOff, ...lost], stays }
}
