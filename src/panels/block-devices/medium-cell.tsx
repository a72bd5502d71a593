import type { BlockDeviceRow } from '#model/block-devices.ts'
import { Foreign } from '#ui/foreign.tsx'
import { visibleText } from '#ui/visible-text.ts'
import { MediumActs, type MediumActsVm } from './medium-acts.tsx'
import { emptyWords, mediumWords } from './medium-words.ts'

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
        <Foreign text={medium.name} />
      </code>{' '}
      <span className="text-ink-2">
        <Foreign text={mediumWords(medium, tray)} />
      </span>
    </>
  ) : (
    <span className="text-ink-2">{emptyWords(device)}</span>
  )
  if (!removable || attached === false) return words
  return <MediumActs vm={vm} device={device} brief={brief} words={words} />
}
