import { text } from './answer.ts'
import type { BlockDeviceRow } from './block-devices.ts'
import type { SeenEvent } from './episode.ts'
import { pathOfQdev } from './qom.ts'

/** The block device an event is about: by QOM path (9.2), by the name of its backend, or by its node. */
export function deviceOfEvent(
  { data }: Pick<SeenEvent, 'data'>,
  blockDevices: readonly BlockDeviceRow[],
): BlockDeviceRow | undefined {
  const qomPath = text(data?.['qom-path'])
  const device = text(data?.['device'])
  const node = text(data?.['node-name'])
  const isAt = (path: string) => (row: BlockDeviceRow) =>
    row.qdev !== undefined && pathOfQdev(row.qdev) === pathOfQdev(path)
  return (
    (qomPath === undefined ? undefined : blockDevices.find(isAt(qomPath))) ??
    blockDevices.find((row) => device !== undefined && row.device === device) ??
    blockDevices.find((row) => node !== undefined && row.medium?.node === node)
  )
}
