import type { Action, ActionIcon, Confirmation } from './action.ts'
import { type PowerActionName, type PowerCommand, powerCommands } from './power-commands.ts'
import { type PowerState, whyNotNow } from './why-not.ts'

/** One of the seven, as it is in every run state. */
interface PowerAction {
  readonly name: PowerActionName
  readonly icon: ActionIcon
  readonly command: PowerCommand
  /** `doesNow` is more exact where the run state matters. */
  readonly does: string
  readonly destructive: boolean
}

/** In the order of the toolbar: harmless ones first. */
export const actions: readonly PowerAction[] = [
  { name: 'Pause', icon: 'pause', command: 'stop', does: 'Stops the vCPUs.', destructive: false },
  {
    name: 'Resume',
    icon: 'play',
    command: 'cont',
    does: 'Starts the vCPUs again.',
    destructive: false,
  },
  {
    name: 'Wake up',
    icon: 'wake',
    command: 'system_wakeup',
    does: 'Wakes a guest that is suspended to RAM.',
    destructive: false,
  },
  {
    name: 'Inject NMI',
    icon: 'nmi',
    command: 'inject-nmi',
    does: 'Sends a non-maskable interrupt, usually to make a hung kernel write a crash dump.',
    destructive: false,
  },
  {
    name: 'Shut down',
    icon: 'power',
    command: 'system_powerdown',
    does: 'Presses the power button: the guest is asked to shut down, and may ignore it.',
    destructive: false,
  },
  {
    name: 'Reset',
    icon: 'reset',
    command: 'system_reset',
    does: 'Presses the reset button: the guest restarts at once.',
    destructive: true,
  },
  {
    name: 'Quit QEMU',
    icon: 'quit',
    command: 'quit',
    does: 'Ends the QEMU process. It does not restart by itself.',
    destructive: true,
  },
]

const doesIn: Readonly<Partial<Record<PowerActionName, Readonly<Record<string, string>>>>> = {
  Resume: {
    prelaunch: 'Starts the guest.',
    inmigrate: 'Runs the VM as soon as it has arrived.',
    postmigrate: 'Takes the disks back and runs the VM here.',
    'io-error': 'Continues the VM; QEMU repeats the failed operation.',
  },
  Pause: { inmigrate: 'Keeps the VM paused when it has arrived.' },
}

/** QEMU leaves a VM that stood before a reset at its first instruction, in prelaunch. */
const resetLeavesStopped = 'Presses the reset button; the VM then waits for Resume.'

/** What an action does in this run state, in one sentence. */
export function doesNow(action: PowerAction, runState: string | undefined): string {
  if (action.name === 'Reset' && runState !== undefined && runState !== 'running') return resetLeavesStopped
  const inState = doesIn[action.name]
  if (inState && runState !== undefined && Object.hasOwn(inState, runState)) {
    return inState[runState] ?? action.does
  }
  return action.does
}

const unwritten = 'Data that the guest has not yet written to disk.'
const programs = 'Running programs and connections in the guest.'
const guestIsOff = 'Nothing of the guest: it is off.'

const confirmations: Readonly<Partial<Record<PowerActionName, Confirmation>>> = {
  Reset: {
    sentence: 'Like the reset button of a PC: the guest is not asked.',
    lost: [unwritten, programs],
    stays: ['QEMU, the disks, and the jobs on them.'],
    instead: 'Shut down',
  },
  'Inject NMI': {
    preposition: 'into',
    sentence: 'The guest decides what to do: ignore it, write a crash dump, or panic.',
    lost: ['If the guest panics: data not yet written to disk, and running programs.'],
    stays: ['QEMU, the disks, and the jobs on them.'],
  },
  'Quit QEMU': {
    preposition: 'of',
    sentence: 'Like pulling the plug: the guest is not asked.',
    lost: [unwritten, programs, 'The VM: QEMU ends with all its jobs, and does not restart by itself.'],
    stays: ['The image files.'],
    instead: 'Shut down',
  },
}

const resumeAfterMigration: Confirmation = {
  always: true,
  sentence: 'This VM was migrated, or saved to a file. Resume takes its disks back and runs it here.',
  lost: ['The disk images, if the VM also runs at the destination: both would write to them.'],
  stays: ['The VM at the destination, if it runs there.'],
}

/**
 * What a person must be told and asked before this action, or `undefined` where it can just be done. Resume is
 * dangerous in one state: after an outgoing migration (L-03).
 */
export function confirmationOf(
  name: PowerActionName,
  runState: string | undefined,
): Confirmation | undefined {
  if (name === 'Resume') return runState === 'postmigrate' ? resumeAfterMigration : undefined
  const confirmation = confirmations[name]
  if (!confirmation || runState !== 'shutdown') return confirmation
  const { preposition, sentence, stays } = confirmation
  const lost = confirmation.lost.filter((loss) => loss !== unwritten && loss !== programs)
  return {
    ...(preposition && { preposition }),
    sentence,
    lost: [guestIsOff, ...lost],
    ...(stays && { stays }),
  }
}

/** One of the seven, as it is in this state of the VM. */
export function powerAction<N extends PowerActionName>(name: N, state: PowerState): Action<PowerCommand<N>> {
  const { icon, destructive } = fixed[name]
  return {
    name,
    icon,
    command: powerCommands[name],
    does: doesNow(fixed[name], state.runState),
    destructive,
    whyNot: whyNotNow(name, state),
    confirmation: confirmationOf(name, state.runState),
  } satisfies Action as Action<PowerCommand<N>>
}

const fixed = Object.fromEntries(actions.map((action) => [action.name, action])) as unknown as Readonly<
  Record<PowerActionName, (typeof actions)[number]>
>

/** All seven, in the order of the toolbar. */
export function powerActions(state: PowerState): Action<PowerCommand>[] {
  return actions.map(({ name }) => powerAction(name, state))
}
