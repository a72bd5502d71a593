import type { Action } from './action.ts'
import { actions, confirmationOf, doesNow } from './actions.ts'
import { type ActionName, type PowerCommand, powerCommands } from './power-commands.ts'
import { type PowerState, whyNotNow } from './why-not.ts'

/** One of the seven, as it is in this state of the VM. */
export function powerAction<N extends ActionName>(name: N, state: PowerState): Action<PowerCommand<N>> {
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
  Record<ActionName, (typeof actions)[number]>
>

/** All seven, in the order of the toolbar. */
export function powerActions(state: PowerState): Action<PowerCommand>[] {
  return actions.map(({ name }) => powerAction(name, state))
}
