import { ejectMedium } from '#model/block-device-acts.ts'
import type { BlockDeviceRow } from '#model/block-devices.ts'
import { actText } from '#panels/act-text.ts'
import { Refused } from '#panels/refused.tsx'
import type { PanelVm } from '#query/panel-vm.ts'
import { ConfirmDialog } from '#ui/confirm-dialog.tsx'

interface ForceEjectProps {
  vm: PanelVm<never, 'eject'>
  device: BlockDeviceRow
  onClose: () => void
}

/** Asks before a medium is taken away from a guest that holds it. */
export function ForceEject({ vm, device, onClose }: ForceEjectProps) {
  const eject = vm.useAct('eject')
  const act = ejectMedium(device, true)
  if (!act) return null
  const what = device.medium ? device.medium.name : 'the medium'
  const confirm = async () => {
    if (await eject.run(act.arguments)) onClose()
  }
  return (
    <ConfirmDialog
      open
      icon="eject"
      title={`Eject ${what} from ${device.name} of ${vm.name}?`}
      code={actText(act)}
      action="Eject by force"
      busy={eject.asked}
      why={vm.whyNot('eject')}
      refusal={eject.error && <Refused error={eject.error} />}
      onCancel={onClose}
      onConfirm={() => void confirm()}
    >
      <p>The guest has locked the tray, most likely because it uses the medium. By force, it is not asked.</p>
      <h3>What is lost</h3>
      <ul>
        {!device.medium?.readOnly && <li>What the guest has not yet written to {what}.</li>}
        <li>What programs in the guest are reading from it: they get errors.</li>
      </ul>
      <h3>What stays</h3>
      <ul>
        <li>The image file, which can be inserted again.</li>
      </ul>
    </ConfirmDialog>
  )
}
