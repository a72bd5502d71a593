import { text } from './answer.ts'
import type { BlockDeviceRow, Medium } from './block-devices.ts'
import { deviceOfEvent } from './device-of-event.ts'
import type { SeenEvent } from './episode.ts'
import { type Explain, type Explanation, fact } from './explanation.ts'
import { shellWord } from './shell-word.ts'

/** Whether an event says that QEMU stopped the VM for a failed block device. */
export function isIoError({ name, data }: SeenEvent): boolean {
  return name === 'BLOCK_IO_ERROR' && (data?.['action'] ?? 'stop') === 'stop'
}

interface Failure {
  /** The name that the page gives the device. */
  readonly name: string | undefined
  readonly row: BlockDeviceRow | undefined
  readonly operation: string | undefined
  readonly noSpace: boolean
}

/** What failed by the event, or, where it was missed (V-05), by the io-status of the devices. */
function failureOf(cause: SeenEvent | undefined, blockDevices: readonly BlockDeviceRow[]): Failure {
  const failed = blockDevices.find(({ ioStatus }) => ioStatus !== undefined && ioStatus !== 'ok')
  if (!cause) {
    return { name: failed?.name, row: failed, operation: undefined, noSpace: failed?.ioStatus === 'nospace' }
  }
  const row = deviceOfEvent(cause, blockDevices)
  const { data } = cause
  return {
    row,
    name: row?.name ?? text(data?.['device']) ?? text(data?.['node-name']) ?? text(data?.['qom-path']),
    operation: text(data?.['operation']),
    noSpace: data?.['nospace'] === true || row?.ioStatus === 'nospace',
  }
}

function titleOf({ name, operation, noSpace }: Failure): Pick<Explanation, 'title' | 'short'> {
  const where = name ?? 'a block device'
  if (noSpace) {
    return {
      title: `QEMU paused this VM: no space left on the host for ${where}`,
      short: `no space for ${where}`,
    }
  }
  const what = operation === undefined ? `${where} failed` : `a ${operation} on ${where} failed`
  return { title: `QEMU paused this VM: ${what}`, short: what.replace(/^a /, '') }
}

function waysOutOf({ row, operation, noSpace }: Failure): readonly string[] {
  const again = `Resume: QEMU repeats the ${operation ?? 'operation'}.`
  if (noSpace) {
    return [
      'Free space on the file system that holds the image.',
      `${again} The guest saw no error and has lost nothing.`,
    ]
  }
  return [
    `Find out why the host cannot ${operation ?? 'reach'} ${(row?.medium && imageOf(row.medium)) || 'the image'}: disk, network storage, permissions.`,
    `${again} The guest saw no error yet; if it fails again, QEMU pauses the VM again.`,
    'If it cannot be repaired: Reset or Quit QEMU; data not yet written to disk is lost.',
  ]
}

/** Where the image is; what only options describe goes by the name that the block devices have for it. */
function imageOf({ path, name }: Medium): string {
  return path.startsWith('json:') ? name : path
}

/** Free space of the file system that holds the image, where that is a file. */
function lookAt({ row, noSpace }: Failure): Pick<Explanation, 'look'> {
  const folder = /^(\/.*)\/[^/]+$/.exec(row?.medium?.path ?? '')?.[1]
  return noSpace && folder !== undefined ? { look: `df -h ${shellWord(folder)}` } : {}
}

const missed = 'Not seen: it came before this page connected, or QEMU throttled it.'

/** io-error: which device, what it was doing, what the host said. */
export const explainIoError: Explain = (cause, blockDevices) => {
  const failure = failureOf(cause, blockDevices)
  const { row, name, operation } = failure
  return {
    ...titleOf(failure),
    facts: [
      ...fact('Device', row?.model === undefined ? name : `${name}, ${row.model}`),
      ...fact('Node', row?.medium?.node ?? text(cause?.data?.['node-name'])),
      ...fact('Image', row?.medium && imageOf(row.medium)),
      ...fact('Operation', operation),
      ...fact('Host error', text(cause?.data?.['reason'])),
      ...fact('I/O status', cause ? undefined : row?.ioStatus),
      ...fact('Event', cause ? undefined : missed),
    ],
    waysOut: waysOutOf(failure),
    ...lookAt(failure),
    actions: failure.noSpace ? ['Resume'] : ['Resume', 'Reset', 'Quit QEMU'],
  }
}
