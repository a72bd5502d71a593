import type { BlockDevice } from '#qapi/names.ts'
import { amount, count, type Partially, text } from './answer.ts'
import { imageName, imagePath } from './image-file.ts'
import type { Count } from './units.ts'

/** An image, as one of the nodes below a device holds it. */
export interface Image {
  /** File name without directories; the name of the node, or the format, where no file name describes the image. */
  readonly name: string
  /** The file as far as QEMU names it, or QEMU's own `json:{…}` or URL. */
  readonly path: string
  readonly format: string | undefined
  readonly virtualSize: Count | undefined
  /** Bytes allocated on the host; `undefined` where QEMU cannot know: block devices, many network images. */
  readonly actualSize: Count | undefined
  /** `undefined` where QEMU does not report it. */
  readonly encrypted: boolean | undefined
}

/** A node that passes data through: it holds no image, and may change what a device may do. */
export interface Filter {
  readonly driver: string
  /** The throttle group whose limits apply, where the filter is `throttle`. */
  readonly throttleGroup: string | undefined
}

/** What is below a device: filters first, then its image, then the images that one is based on. */
export interface ImageChain {
  /** Nearest to the device first. */
  readonly filters: readonly Filter[]
  readonly image: Image
  /** The images that it is based on, nearest first, as far as QEMU names them. */
  readonly backing: readonly Image[]
  /** How many there are, which may be more than `backing` holds. */
  readonly backingDepth: number
  /** With `-snapshot` QEMU writes to a temporary file above the image, which is gone when QEMU ends. */
  readonly discardsWrites: boolean
}

type Inserted = NonNullable<Partially<BlockDevice>['inserted']>
type ImageInfo = NonNullable<Inserted['image']>

/** Drivers that QEMU itself calls filters: format, size and encryption are those of the node below. */
const filterDrivers: ReadonlySet<string> = new Set([
  ...[
    'throttle',
    'copy-on-read',
    'copy-before-write',
    'preallocate',
    'compress',
    'replication',
    'snapshot-access',
  ],
  ...['blkdebug', 'blkverify', 'blklogwrites', 'blkreplay'],
  // Placed by jobs, for as long as these run.
  ...['mirror_top', 'commit_top', 'backup-top'],
])

/** What QEMU calls the file that `-snapshot` makes, in the host's folder for temporary files. */
const temporary = /\/vl\.[A-Za-z0-9]{6}$/

/** The longest chain that is followed; QEMU allows 200 backing images by default. */
const longestChain = 300

/**
 * The chain below a device, from `inserted` of `query-block`. QEMU lists a filter's child as `backing-image`; an older
 * one describes it only in the `json:` file name of the filter.
 */
export function imageChain(inserted: Inserted): ImageChain {
  const top = topLevel(inserted)
  const levels = [top]
  for (let below = levelBelow(top); below && levels.length < longestChain; below = levelBelow(below))
    levels.push(below)
  const filters = levels.flatMap((level) =>
    isFilter(level.driver) ? [{ driver: level.driver, throttleGroup: throttleGroupOf(level) }] : [],
  )
  const images = levels.filter(({ driver }) => !isFilter(driver)).map(imageOf)
  if (images.length < 2) images.push(...namedBacking(inserted))
  const discardsWrites = images.length > 1 && temporary.test(images[0]?.path ?? '')
  const [image = unknownImage(top), ...backing] = discardsWrites ? images.slice(1) : images
  // QEMU counts the child of a filter, and of the temporary file, as if it were a backing image.
  const counted = (amount(inserted.backing_file_depth) ?? 0) - filters.length - (discardsWrites ? 1 : 0)
  return { filters, image, backing, backingDepth: Math.max(counted, backing.length), discardsWrites }
}

interface Level {
  readonly driver: string | undefined
  readonly info: Partially<ImageInfo> | undefined
  readonly file: string
  readonly node: string | undefined
  /** The options in a `json:` file name. */
  readonly options: Options | undefined
  readonly encrypted: boolean | undefined
}

type Options = Readonly<Record<string, unknown>>

function topLevel(inserted: Inserted): Level {
  const info = object(inserted.image) as Partially<ImageInfo> | undefined
  const file = text(info?.filename) ?? text(inserted.file) ?? ''
  return {
    driver: text(inserted.drv) ?? text(info?.format),
    info,
    file,
    node: text(inserted['node-name']),
    options: optionsIn(file),
    encrypted: eitherOf(inserted.encrypted, info?.encrypted),
  }
}

function levelBelow(level: Level): Level | undefined {
  const below = object(level.info?.['backing-image']) as Partially<ImageInfo> | undefined
  if (below) {
    const file = text(below.filename) ?? ''
    const driver = text(below.format)
    return {
      driver,
      info: below,
      file,
      node: undefined,
      options: optionsIn(file),
      encrypted: flag(below.encrypted),
    }
  }
  return isFilter(level.driver) ? describedBelow(level) : undefined
}

/** The child of a filter as the filter's own options describe it; sizes are the same for both. */
function describedBelow({ info, options, encrypted }: Level): Level | undefined {
  const child = object(options?.['file']) ?? object(options?.['image']) ?? object(options?.['backing'])
  const driver = text(child?.['driver'])
  if (!child || driver === undefined) return undefined
  const file = `json:${JSON.stringify(child)}`
  return { driver, info, file, node: text(child['node-name']), options: child, encrypted }
}

function imageOf({ driver, info, file, node, encrypted }: Level): Image {
  const path = imagePath(file)
  return {
    path,
    name: imageName(path, { node, format: driver }),
    format: driver,
    virtualSize: count(info?.['virtual-size']),
    actualSize: allocated(info?.['actual-size'], driver, path),
    encrypted: driver === 'luks' ? true : encrypted,
  }
}

/**
 * `actual-size` is the `st_blocks` of the file: 0 for a block device, and for what is no file at all. Only a raw image
 * in a file can truly be empty; every other format has at least a header.
 */
function allocated(size: unknown, driver: string | undefined, path: string): Count | undefined {
  const bytes = count(size)
  if (bytes === undefined || bytes < 0) return undefined
  const mayBeEmpty = driver === 'raw' && path.startsWith('/') && !path.startsWith('/dev/')
  return Number(bytes) === 0 && !mayBeEmpty ? undefined : bytes
}

/** What is below a filter is not described: nothing of the filter may be taken for the image. */
function unknownImage({ file, node }: Level): Image {
  const path = imagePath(file)
  return { path, name: imageName(path, { node }), format: undefined, ...nothingKnown }
}

const nothingKnown = { virtualSize: undefined, actualSize: undefined, encrypted: undefined }

/** Before 2.4 QEMU names the nearest backing image and describes none. */
function namedBacking({ backing_file }: Inserted): Image[] {
  const path = imagePath(text(backing_file) ?? '')
  return path === '' ? [] : [{ path, name: imageName(path, {}), format: undefined, ...nothingKnown }]
}

function throttleGroupOf({ driver, options }: Level): string | undefined {
  return driver === 'throttle' ? text(options?.['throttle-group']) : undefined
}

function isFilter(driver: string | undefined): driver is string {
  return driver !== undefined && filterDrivers.has(driver)
}

function eitherOf(...values: unknown[]): boolean | undefined {
  if (values.includes(true)) return true
  return values.includes(false) ? false : undefined
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

function optionsIn(file: string): Options | undefined {
  if (!file.startsWith('json:')) return undefined
  try {
    return object(JSON.parse(file.slice('json:'.length)))
  } catch {
    return undefined
  }
}

function object(value: unknown): Options | undefined {
  return typeof value === 'object' && value !== null ? (value as Options) : undefined
}
