import type { BlockDeviceRow } from '#model/block-devices.ts'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { Untrusted } from '#ui/untrusted.tsx'
import { visibleText } from '#ui/visible-text.ts'
import type { MediumActsVm } from './medium-acts.tsx'
import { emptyWords, mediumWords } from './medium-words.ts'

const MediumActs = lazyComponent(async () => (await import('./medium-acts.tsx')).MediumActs)

export type MediaVm = MediumActsVm

interface MediumCellProps {
  vm: MediaVm
  device: BlockDeviceRow
  brief: boolean
}

/** What is in a device, and for a drive the buttons that change it. */
export function MediumCell({ vm, device, brief }: MediumCellProps) {
  const { medium, removable, attached, tray } = device
  const words = medium ? (
    <>
      <code title={visibleText(medium.path)}>
        <Untrusted text={medium.name} />
      </code>{' '}
      <span className="text-ink-2">
        <Untrusted text={mediumWords(medium, tray)} />
      </span>
    </>
  ) : (
    <span className="text-ink-2">{emptyWords(device)}</span>
  )
  if (!removable || attached === false) return words
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="min-w-0">{words}</span>
      <MediumActs vm={vm} device={device} brief={brief} />
    </div>
  )
}
