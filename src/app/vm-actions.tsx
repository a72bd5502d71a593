import { useState } from 'react'
import type { Role } from '#api/types.ts'
import { type Action, type ActionName, actions, confirmationOf, doesNow } from '#model/actions.ts'
import { whyNot } from '#model/why-not.ts'
import type { QmpError } from '#qmp/errors.ts'
import type { Vm } from '#query/vm.ts'
import { Button } from '#ui/button.tsx'
import { later } from '#ui/later.tsx'
import { Toolbar, ToolbarGroup } from '#ui/toolbar.tsx'
import { useSituation } from './use-situation.ts'

const ConfirmAction = later(async () => (await import('./confirm-action.tsx')).ConfirmAction)

interface Props {
  vm: Vm
  name: string
  role: Role
  /** Told what QEMU refused, or undefined when the next try begins. */
  onRefused: (error: QmpError | undefined) => void
}

/** How the toolbar groups its buttons: harmless ones left, destructive ones right. */
const toolbarGroups: readonly (readonly ActionName[])[] = [
  ['Pause', 'Resume'],
  ['Wake up', 'Inject NMI'],
  ['Shut down'],
  ['Reset', 'Quit QEMU'],
]

/** The seven buttons that every VM has; those that are not possible now say why. */
export function VmActions({ vm, name, role, onRefused }: Props) {
  const situation = useSituation(vm, role)
  const [confirming, setConfirming] = useState<Action>()
  const send = async (action: Action) => {
    onRefused(undefined)
    await vm.act(action.command).catch(onRefused)
  }
  const press = (action: Action, skipsQuestion: boolean) => {
    if (confirmationOf(action.name, situation.runState) && !skipsQuestion) setConfirming(action)
    else void send(action)
  }
  return (
    <>
      <Toolbar label="VM actions">
        {toolbarGroups.map((names) => (
          <ToolbarGroup key={names[0]}>
            {actions
              .filter((action) => names.includes(action.name))
              .map((action) => (
                <Button
                  key={action.name}
                  icon={action.icon}
                  variant={action.destructive ? 'destructive-outline' : 'normal'}
                  why={whyNot(action, situation)}
                  tip={<Tip action={action} runState={situation.runState} />}
                  onClick={(event) => press(action, event.shiftKey)}
                >
                  {action.name}
                </Button>
              ))}
          </ToolbarGroup>
        ))}
      </Toolbar>
      {confirming && (
        <ConfirmAction
          action={confirming}
          vm={vm}
          name={name}
          situation={situation}
          onClose={() => setConfirming(undefined)}
        />
      )}
    </>
  )
}

function Tip({ action, runState }: { action: Action; runState: string | undefined }) {
  return (
    <>
      {doesNow(action, runState)} <code>{`{"execute":"${action.command}"}`}</code>
    </>
  )
}
