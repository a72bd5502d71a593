import { text } from './answer.ts'
import type { NodeOptions } from './image-file.ts'

/** A node that passes data through: it holds no image, and may limit or change what is read and written. */
export interface Filter {
  readonly driver: string
  /** The throttle group whose limits apply, where the filter is `throttle`. */
  readonly throttleGroup: string | undefined
}

/** Drivers that QEMU itself calls filters: format, size and encryption are those of the node below. */
const filterDrivers: ReadonlySet<string> = new Set([
  ...['throttle', 'copy-on-read', 'copy-before-write', 'preallocate', 'compress', 'replication'],
  ...['blkdebug', 'blkverify', 'blklogwrites', 'blkreplay', 'snapshot-access'],
  // Placed by jobs, for as long as these run.
  ...['mirror_top', 'commit_top', 'backup-top'],
])

/** Whether a driver passes the data of the node below it through. */
export function isFilter(driver: string | undefined): driver is string {
  return driver !== undefined && filterDrivers.has(driver)
}

/** Drivers that give the data in a file their meaning; the others open files, devices or connections. */
const formatDrivers: ReadonlySet<string> = new Set([
  ...[
    'raw',
    'qcow2',
    'qcow',
    'qed',
    'luks',
    'vmdk',
    'vdi',
    'vhdx',
    'vpc',
    'parallels',
    'bochs',
    'cloop',
    'dmg',
  ],
])

/** Whether a driver is that of an image format. */
export function isFormat(driver: string | undefined): boolean {
  return driver !== undefined && formatDrivers.has(driver)
}

/** A filter with what its options tell of it. */
export function filterOf({ driver, options }: { driver: string; options: NodeOptions | undefined }): Filter {
  return {
    driver,
    throttleGroup: driver === 'throttle' ? text(options?.['throttle-group']) : undefined,
  }
}
