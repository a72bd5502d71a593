import type { BlockDeviceRow } from '#model/block-devices.ts'
import { MediumActs, type MediumActsVm } from './medium-acts.tsx'
import { emptyWords, imageName, mediumWords } from './medium-words.ts'

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
      <code>{imageName(medium)}</code> <span className="text-ink-2">{mediumWords(medium, tray)}</span>
    </>
  ) : (
    <span className="text-ink-2">{emptyWords(device)}</span>
  )
  if (!removable || attached === false) return words
  return <MediumActs vm={vm} device={device} brief={brief} words={words} />
}
