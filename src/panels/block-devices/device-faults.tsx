import { items } from '#model/answer.ts'
import { blockDamage } from '#model/block-damage.ts'
import { type BlockDeviceRow, blockDeviceRows } from '#model/block-devices.ts'
import type { PanelVm } from '#query/panel-vm.ts'
import { usePanelFaults } from '#query/use-faults.ts'
import { ToneText } from '#ui/tone-text.tsx'
import { Untrusted } from '#ui/untrusted.tsx'
import { visibleText } from '#ui/visible-text.ts'

interface Props {
  vm: PanelVm<'query-block', never>
  device: BlockDeviceRow
}

/** What went wrong with a block device while the VM went on, seen or not, in its row. */
export function DeviceFaults({ vm, device }: Props) {
  const blocks = vm.useRead('query-block').data
  const place = blockDeviceRows(blocks).findIndex(({ key }) => key === device.key)
  const faults = usePanelFaults(vm, [device], blockDamage(items(blocks).slice(place, place + 1), [device]))
  return faults
    .filter((fault) => fault.device === device.key)
    .map(({ key, short, sentence, isSeen }) => (
      <ToneText key={key} tone={isSeen ? 'grey' : 'bad'} icon="alert" className="w-full">
        <span title={visibleText(sentence)}>
          <Untrusted text={short} />
        </span>
      </ToneText>
    ))
}
