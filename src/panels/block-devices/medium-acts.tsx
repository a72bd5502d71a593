import { type ReactNode, useState } from 'react'
import type { Act } from '#model/act.ts'
import { ejectMedium, moveTray } from '#model/block-device-acts.ts'
import type { BlockDeviceRow } from '#model/block-devices.ts'
import { actText } from '#panels/act-text.ts'
import { Refused } from '#panels/refused.tsx'
import type { ActName } from '#qapi/types.ts'
import type { PanelVm } from '#query/panel-vm.ts'
import { Button } from '#ui/button.tsx'
import { later } from '#ui/later.tsx'
import { titleFollows } from '#ui/page-heading.tsx'
import { type InsertVm, insertCommand } from './insert-command.ts'

const ForceEject = later(async () => (await import('./force-eject.tsx')).ForceEject)
const InsertDialog = later(async () => (await import('./insert-dialog.tsx')).InsertDialog)

type TrayAct = 'blockdev-open-tray' | 'blockdev-close-tray'
export type MediumActsVm = InsertVm & PanelVm<never, 'eject' | TrayAct>

interface MediumActsProps {
  vm: MediumActsVm
  device: BlockDeviceRow
  brief: boolean
  /** What is in the drive. */
  words: ReactNode
}

/** What is in a drive, its buttons, and below them what QEMU refused. */
export function MediumActs({ vm, device, brief, words }: MediumActsProps) {
  const [asking, setAsking] = useState<'insert' | 'force'>()
  const eject = vm.useAct('eject')
  const tray = useTray(vm, device)
  const done = () => setAsking(undefined)
  const { medium, name } = device
  const ejection = ejectMedium(device)
  const refused = eject.error ?? tray.error
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0">{words}</span>
        <span className="flex flex-wrap gap-1">
          {medium && ejection && (
            <Button
              ref={titleFollows}
              size={24}
              icon="eject"
              busy={eject.asked}
              why={vm.whyNot('eject')}
              tip={<Tip act={ejection}>{ejectWords(device)}</Tip>}
              onClick={() => void eject.run(ejection.arguments)}
            >
              Eject<span className="sr-only"> from {name}</span>
            </Button>
          )}
          {device.address && (!brief || !medium) && (
            <Button size={24} why={vm.whyNot(insertCommand(vm))} onClick={() => setAsking('insert')}>
              {medium ? 'Change…' : 'Insert…'}
              <span className="sr-only">
                {' '}
                {medium ? 'in' : 'into'} {name}
              </span>
            </Button>
          )}
          {!brief && tray.act && (
            <Button
              size={24}
              busy={tray.asked}
              why={vm.whyNot(tray.act.command)}
              tip={<Tip act={tray.act}>{tray.words}</Tip>}
              onClick={tray.run}
            >
              {tray.label}
              <span className="sr-only"> of {name}</span>
            </Button>
          )}
        </span>
      </div>
      {refused && (
        <Refused
          className="mt-1"
          error={refused}
          advice={device.locked && <Locked onForce={() => setAsking('force')} />}
          onDismiss={() => {
            eject.dismiss()
            tray.dismiss()
          }}
        />
      )}
      {asking === 'insert' && <InsertDialog vm={vm} device={device} onClose={done} />}
      {asking === 'force' && <ForceEject vm={vm} device={device} onClose={done} />}
    </>
  )
}

function Tip({ act, children }: { act: Act<ActName>; children: string }) {
  return (
    <>
      {children} <code>{actText(act)}</code>
    </>
  )
}

function ejectWords({ locked }: BlockDeviceRow): string {
  return locked
    ? 'The guest has locked the tray: QEMU asks the guest to let the medium go.'
    : 'Takes the medium out.'
}

function Locked({ onForce }: { onForce: () => void }) {
  return (
    <>
      <p>The guest holds the medium and has been asked to let it go: eject again when it has.</p>
      <Button size={24} variant="destructive-outline" icon="eject" onClick={onForce} className="mt-1">
        Eject by force…
      </Button>
    </>
  )
}

/** Opening or closing, whichever the tray of the drive can do now; no act for a drive without a tray. */
function useTray(vm: MediumActsVm, device: BlockDeviceRow) {
  const open = vm.useAct('blockdev-open-tray')
  const close = vm.useAct('blockdev-close-tray')
  const isOpen = device.tray === 'open'
  const act = device.tray && moveTray(device, isOpen ? 'closed' : 'open')
  const { asked, error, dismiss } = isOpen ? close : open
  const opens = device.locked
    ? 'The guest has locked the tray: QEMU asks the guest to open it.'
    : 'Opens the tray; the medium stays in it.'
  return {
    act,
    label: isOpen ? 'Close tray' : 'Open tray',
    words: isOpen ? 'Closes the tray.' : opens,
    asked,
    error,
    dismiss,
    run: () => act && void (isOpen ? close : open).run(act.arguments),
  }
}
