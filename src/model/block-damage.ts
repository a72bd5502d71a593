import type { BlockDevice } from '#qapi/names.ts'
import { amount, items, type Partially, text } from './answer.ts'
import type { BlockDeviceRow } from './block-devices.ts'
import type { Fault } from './faults.ts'

/** Images that are looked at below one another; QEMU's own limit is far higher. */
const deepest = 200

/**
 * What a block device shows of trouble that nobody saw come: an image or a bitmap that is marked as damaged, a disk without its
 * image, operations that failed. `rows` are what `blockDeviceRows` makes of the same answer, in its order.
 */
export function blockDamage(
  blocks: readonly Partially<BlockDevice>[] | undefined,
  rows: readonly BlockDeviceRow[],
): readonly Fault[] {
  return items(blocks).flatMap((block, index) => {
    const row = rows[index]
    return row ? damageOf(block, row) : []
  })
}

function damageOf(block: Partially<BlockDevice>, row: BlockDeviceRow): readonly Fault[] {
  const { name, key: device } = row
  const trace = (what: string, amount: number, short: string, sentence: string): Fault => ({
    key: `trace ${device} ${what}`,
    sentence,
    short,
    severity: 'bad',
    from: amount,
    to: amount,
    times: undefined,
    device,
  })
  const found: Fault[] = []
  if (block.inserted === undefined && row.kind === 'disk' && !row.removable && row.attached !== false) {
    found.push(
      trace(
        'empty',
        1,
        `${name} has no image`,
        `The disk ${name} has no image: whatever the guest does with it fails.`,
      ),
    )
  }
  const corrupt = corruptImage(block)
  if (corrupt !== undefined) {
    found.push(
      trace(
        'corrupt',
        1,
        `image of ${name} corrupted`,
        `The image ${corrupt} of ${name} is marked as corrupt. \`qemu-img check\` says more, once no QEMU uses it.`,
      ),
    )
  }
  for (const bitmap of inconsistentBitmaps(block)) {
    found.push(
      trace(
        `bitmap ${bitmap}`,
        1,
        `bitmap ${bitmap} unusable`,
        `The dirty bitmap ${bitmap} of ${name} is inconsistent: no incremental backup can use it.`,
      ),
    )
  }
  const failed = failedTransfers(row)
  if (failed > 0) {
    const what = failed === 1 ? '1 operation' : `${failed} operations`
    found.push(trace('failed', failed, `errors on ${name}`, `${what} on ${name} failed since QEMU started.`))
  }
  return found
}

/** The name of the first image of the chain that qcow2 has marked as corrupt. */
function corruptImage({ inserted }: Partially<BlockDevice>): string | undefined {
  let image = part(part(inserted)['image'])
  for (let depth = 0; depth < deepest; depth++) {
    const { 'format-specific': specific, 'backing-image': backing, filename } = image
    if (part(part(specific)['data'])['corrupt'] === true) return text(filename) ?? 'file'
    if (backing === undefined) return undefined
    image = part(backing)
  }
  return undefined
}

function inconsistentBitmaps(block: Partially<BlockDevice>): readonly string[] {
  const lists = [part(block.inserted)['dirty-bitmaps'], part(block)['dirty-bitmaps']]
  return lists
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .filter((bitmap) => part(bitmap)['inconsistent'] === true)
    .map((bitmap) => text(part(bitmap)['name']) ?? 'without a name')
}

/** A discard that a host refuses loses nothing. */
function failedTransfers({ counters }: BlockDeviceRow): number {
  const { failed_rd_operations, failed_wr_operations, failed_flush_operations } = counters ?? {}
  return [failed_rd_operations, failed_wr_operations, failed_flush_operations].reduce(
    (sum: number, operations) => sum + (amount(operations) ?? 0),
    0,
  )
}

function part(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
