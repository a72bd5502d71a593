import type { RefObject } from 'react'
import { createPortal } from 'react-dom'
import type { Role } from '#api/types.ts'
import type { PowerActionName } from '#model/power-commands.ts'
import type { Act } from '#query/use-act.ts'
import type { Vm } from '#query/vm.ts'
import { ActButton, ActRefusal } from '#ui/act-button.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { Toolbar, ToolbarGroup } from '#ui/toolbar.tsx'
import { useIsNarrow } from '#ui/use-screen.ts'
import { usePowerActs } from './use-power-acts.ts'

const RunningFor = lazyComponent(async () => (await import('./running-for.tsx')).RunningFor)

interface Props {
  vm: Vm
  name: string
  role: Role
  /** Where the page shows what was refused: a toolbar has no room for it. */
  refusalsIn: RefObject<HTMLElement | null>
}

/** How the toolbar groups its buttons: harmless ones left, destructive ones right. */
const toolbarGroups: readonly (readonly PowerActionName[])[] = [
  ['Pause', 'Resume'],
  ['Wake up', 'Inject NMI'],
  ['Shut down'],
  ['Reset', 'Quit QEMU'],
]

/** The seven buttons that every VM has; those that are not possible now say why. */
export function VmActions({ vm, name, role, refusalsIn }: Props) {
  const acts = usePowerActs(vm, name, role)
  const isInSheet = useIsNarrow()
  const named = (wanted: string | undefined) => acts.find(({ action }) => action.name === wanted)
  const button = (act: Act) => (
    <ActButton
      key={act.action.name}
      act={act}
      instead={named(act.action.confirmation?.instead)}
      more={<RunningFor vm={vm} />}
      refusal="elsewhere"
    />
  )
  const refusal = <ActRefusal acts={acts} className={isInSheet ? 'mt-2' : 'mb-3'} />
  return (
    <>
      <Toolbar label="VM actions">
        {toolbarGroups.map((names) => (
          <ToolbarGroup key={names[0]}>{names.flatMap((one) => named(one) ?? []).map(button)}</ToolbarGroup>
        ))}
      </Toolbar>
      {isInSheet ? refusal : refusalsIn.current && createPortal(refusal, refusalsIn.current)}
    </>
  )
}
