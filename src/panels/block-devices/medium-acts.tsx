import { useState } from 'react'
import { ejectMedium, forceEject, moveTray } from '#model/block-device-acts.ts'
import type { BlockDeviceRow } from '#model/block-devices.ts'
import type { PanelVm } from '#query/panel-vm.ts'
import { firstAvailable } from '#schema/replacements.ts'
import { ActButton, ActRefusal } from '#ui/act-button.tsx'
import { Button } from '#ui/button.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { titleFollows } from '#ui/page-heading.tsx'
import type { InsertCommand } from './insert-dialog.tsx'

const InsertDialog = lazyComponent(async () => (await import('./insert-dialog.tsx')).InsertDialog)

export type MediumActsVm = PanelVm<
  never,
  InsertCommand | 'eject' | 'blockdev-open-tray' | 'blockdev-close-tray'
>

interface MediumActsProps {
  vm: MediumActsVm
  device: BlockDeviceRow
  brief: boolean
}

/** The buttons of a drive, and below them what QEMU refused. */
export function MediumActs({ vm, device, brief }: MediumActsProps) {
  const [isInserting, setInserting] = useState(false)
  const { medium, name } = device
  const command = insertCommand(vm)
  const tray = brief ? undefined : moveTray(device)
  const acts = vm.useActs([ejectMedium(device) ?? [], tray ?? []].flat())
  return (
    <>
      <span className="flex flex-wrap gap-1">
        {acts.map((act) => (
          <ActButton key={act.action.command} act={act} size={24} ref={titleFollows} refusal="elsewhere" />
        ))}
        {device.address && (!brief || !medium) && (
          <Button size={24} why={vm.whyNot(command)} onClick={() => setInserting(true)}>
            {medium ? 'Change…' : 'Insert…'}
            <span className="sr-only">
              {' '}
              {medium ? 'in' : 'into'} {name}
            </span>
          </Button>
        )}
      </span>
      <ActRefusal
        acts={acts}
        className="basis-full"
        advice={device.locked && <Locked vm={vm} device={device} onDone={() => acts[0]?.dismiss()} />}
      />
      {isInserting && (
        <InsertDialog vm={vm} device={device} command={command} onClose={() => setInserting(false)} />
      )}
    </>
  )
}

/** The command by which this QEMU swaps media; where it has none, or has not said yet, that of today. */
function insertCommand(vm: PanelVm<never, InsertCommand>): InsertCommand {
  return firstAvailable((command) => vm.has(command), 'blockdev-change-medium') ?? 'blockdev-change-medium'
}

interface LockedProps {
  vm: PanelVm<never, 'eject'>
  device: BlockDeviceRow
  onDone: () => void
}

function Locked({ vm, device, onDone }: LockedProps) {
  const acts = vm.useActs([forceEject(device, vm.name) ?? []].flat())
  return (
    <>
      <p>The guest was asked to release the medium. Eject again when it has.</p>
      {acts.map((act) => (
        <ActButton key={act.action.name} act={act} size={24} className="mt-1" onDone={onDone}>
          Eject by force…
        </ActButton>
      ))}
    </>
  )
}
