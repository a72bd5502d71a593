import type { Action } from '#model/action.ts'
import type { WayOutName } from '#model/explanation.ts'
import { powerAction } from '#model/power-actions.ts'
import type { RunState } from '#model/run-state.ts'
import { ActButton } from '#ui/act-button.tsx'
import type { StatusVm } from './status-vm.ts'

interface Props {
  vm: StatusVm
  /** The action that is of most use. */
  name: WayOutName
  run: RunState
  /** On the card with the reason: the one thing to do, with its command beside it. */
  primary?: boolean
}

/** The button for the most useful thing to do about a VM that does not run. */
export function WayOut({ vm, name, run, primary }: Props) {
  const machine = vm.useRead('query-current-machine').data
  const asked = vm.useSnapshot((snapshot) => snapshot.asked?.command)
  const state = { runState: run.word, wakeupSupported: machine?.['wakeup-suspend-support'], asked }
  const act = vm.useAct(powerAction(name, state))
  const button = <ActButton key={name} act={act} variant={variantOf(act.action, primary)} />
  if (!primary) return button
  return (
    <>
      {button}
      <code className="text-ink-2">{act.code}</code>
    </>
  )
}

/** The one thing to do is filled: in the colour of what destroys, where it does. */
function variantOf({ destructive }: Action, primary: boolean | undefined) {
  if (!primary) return 'normal'
  return destructive ? 'destructive' : 'primary'
}
