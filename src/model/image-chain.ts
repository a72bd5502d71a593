import type { BlockDevice } from '#qapi/names.ts'
import { amount, count, type Partially, text } from './answer.ts'
import { type Filter, filterOf, isFilter, isFormat } from './block-drivers.ts'
import {
  asOptions,
  childOptions,
  filterInName,
  imageName,
  imagePath,
  type NodeOptions,
  nodeOptions,
  nodesOnTheWay,
} from './image-file.ts'
import type { Count } from './units.ts'

/** An image, as one of the nodes below a device holds it. */
export interface Image {
  /** File name without directories; the name of the node, or the format, where no file name describes the image. */
  readonly name: string
  /** The file as far as QEMU names it, or QEMU's own `json:{…}` or URL; all files of a quorum, one a line. */
  readonly path: string
  /** The format of the data; where one is inside another, such as qcow2 in raw or raw in luks, the one that is not raw. */
  readonly format: string | undefined
  readonly virtualSize: Count | undefined
  /** Bytes allocated on the host; `undefined` where QEMU cannot know: block devices, many network images. */
  readonly actualSize: Count | undefined
  /** Also by a layer below the format, of which QEMU says no word there; `undefined` where QEMU does not report it. */
  readonly encrypted: boolean | undefined
  /** Where the image begins in its file, in bytes, where that is not the beginning. */
  readonly offset: number | undefined
}

/** What is below a device: filters, its image, and the images that one is based on. */
export interface ImageChain {
  /** Between the device and the data of its image, above or below the format; nearest to the device first. */
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

/** What QEMU calls the file that `-snapshot` makes, in the host's folder for temporary files. */
const temporary = /\/vl\.[A-Za-z0-9]{6}$/

/** The longest chain that is followed; QEMU allows 200 backing images by default. */
const longestChain = 300

/**
 * The chain below a device, from `inserted` of `query-block`. QEMU lists a filter's child as `backing-image`; an older
 * one describes it only in the `json:` file name of the filter.
 */
export function imageChain(inserted: Inserted): ImageChain {
  const levels = levelsOf(inserted)
  const holders = levels.filter(({ driver }) => !isFilter(driver))
  const images = holders.map(imageOf)
  if (images.length < 2) images.push(...namedBacking(inserted))
  const discardsWrites = images.length > 1 && temporary.test(images[0]?.path ?? '')
  const [image = unknownImage(levels[0]), ...backing] = discardsWrites ? images.slice(1) : images
  const holder = holders[discardsWrites ? 1 : 0]
  const above = levels.slice(0, holder ? levels.indexOf(holder) : levels.length).filter(isFilterLevel)
  // QEMU counts the child of a filter, and of the temporary file, as if it were a backing image.
  const uncounted = levels.filter(isFilterLevel).length + (discardsWrites ? 1 : 0)
  const counted = (amount(inserted.backing_file_depth) ?? 0) - uncounted
  return {
    filters: [...above.map(filterOf), ...(holder ? filtersBelow(holder) : [])],
    image,
    backing,
    backingDepth: Math.max(counted, backing.length),
    discardsWrites,
  }
}

interface Level {
  readonly driver: string | undefined
  readonly info: Partially<ImageInfo> | undefined
  readonly file: string
  readonly node: string | undefined
  /** The options in a `json:` file name. */
  readonly options: NodeOptions | undefined
  readonly encrypted: boolean | undefined
}

function levelsOf(inserted: Inserted): Level[] {
  const levels: Level[] = []
  for (let level: Level | undefined = topLevel(inserted); level && levels.length < longestChain; ) {
    levels.push(level)
    level = levelBelow(level)
  }
  return levels
}

function topLevel(inserted: Inserted): Level {
  const info = asOptions(inserted.image) as Partially<ImageInfo> | undefined
  const file = text(info?.filename) ?? text(inserted.file) ?? ''
  return {
    driver: text(inserted.drv) ?? text(info?.format),
    info,
    file,
    node: text(inserted['node-name']),
    options: nodeOptions(file),
    encrypted: eitherOf(inserted.encrypted, info?.encrypted),
  }
}

function levelBelow(level: Level): Level | undefined {
  const below = asOptions(level.info?.['backing-image']) as Partially<ImageInfo> | undefined
  if (below) {
    const file = text(below.filename) ?? ''
    return {
      driver: text(below.format),
      info: below,
      file,
      node: undefined,
      options: nodeOptions(file),
      // QEMU leaves it out where it is false.
      encrypted: below.encrypted === true,
    }
  }
  return isFilter(level.driver) ? describedBelow(level) : undefined
}

/** The child of a filter as the filter's own options describe it; sizes are the same for both, encryption is not. */
function describedBelow({ info, options }: Level): Level | undefined {
  const child = childOptions(options) ?? asOptions(options?.['backing'])
  const driver = text(child?.['driver'])
  if (!child || driver === undefined) return undefined
  const file = `json:${JSON.stringify(child)}`
  return { driver, info, file, node: text(child['node-name']), options: child, encrypted: undefined }
}

function imageOf(level: Level): Image {
  const { driver, info, node, options, encrypted } = level
  const parts = partsOf(level)
  const drivers = parts.flatMap(({ file }) => nodesOnTheWay(nodeOptions(file)).map((part) => part['driver']))
  const inside = drivers.find(
    (name): name is string => typeof name === 'string' && name !== 'raw' && isFormat(name),
  )
  const format = driver === 'raw' || driver === 'quorum' ? (inside ?? commonFormat(parts) ?? driver) : driver
  const paths = parts.map(({ file }) => imagePath(file))
  return {
    path: paths.join('\n'),
    name: paths.map((path) => imageName(path, { node, format: driver })).join(', '),
    format,
    virtualSize: bytes(info?.['virtual-size']),
    actualSize: allocated(info?.['actual-size'], format, paths),
    encrypted: driver === 'luks' || drivers.includes('luks') ? true : encrypted,
    offset: driver === 'raw' ? amount(options?.['offset']) || undefined : undefined,
  }
}

type Part = Pick<Level, 'driver' | 'file'>

/** A quorum keeps the same data in several images; any other level is one. */
function partsOf({ driver, file, options }: Level): Part[] {
  const children = driver === 'quorum' ? options?.['children'] : undefined
  if (!Array.isArray(children) || children.length === 0) return [{ driver, file }]
  return children.map((child: unknown) => ({
    driver: text(asOptions(child)?.['driver']),
    file: `json:${JSON.stringify(child)}`,
  }))
}

function commonFormat([first, ...rest]: Part[]): string | undefined {
  return rest.every(({ driver }) => driver === first?.driver) ? first?.driver : undefined
}

/**
 * `actual-size` is the `st_blocks` of the file: 0 for a block device, and for what is no file at all. Only a raw image
 * in a file can truly be empty; every other format has at least a header.
 */
function allocated(size: unknown, format: string | undefined, paths: readonly string[]): Count | undefined {
  const inFiles = paths.every((path) => path.startsWith('/') && !path.startsWith('/dev/'))
  const known = bytes(size)
  return Number(known) === 0 && !(format === 'raw' && inFiles) ? undefined : known
}

/** A size; QEMU's "unknown" is a negative one, or the same as unsigned number. */
function bytes(size: unknown): Count | undefined {
  const known = count(size)
  return known === undefined || known < 0 || known >= 2n ** 63n ? undefined : known
}

const nothingKnown = {
  virtualSize: undefined,
  actualSize: undefined,
  encrypted: undefined,
  offset: undefined,
}

/** What is below a filter is not described: only the size is that of the image. */
function unknownImage(level: Level | undefined): Image {
  const path = imagePath(level?.file ?? '')
  const virtualSize = bytes(level?.info?.['virtual-size'])
  return {
    path,
    name: imageName(path, { node: level?.node }),
    format: undefined,
    ...nothingKnown,
    virtualSize,
  }
}

/** Before 2.4 QEMU names the nearest backing image and describes none. */
function namedBacking({ backing_file }: Inserted): Image[] {
  const path = imagePath(text(backing_file) ?? '')
  return path === '' ? [] : [{ path, name: imageName(path, {}), format: undefined, ...nothingKnown }]
}

function isFilterLevel(level: Level): level is Level & { readonly driver: string } {
  return isFilter(level.driver)
}

/** Filters between the format and the file, and a quorum, which is told in place of the images it keeps equal. */
function filtersBelow(holder: Level): Filter[] {
  const named = filterInName(holder.file)
  return [
    ...(holder.driver === 'quorum' ? [filterOf({ driver: 'quorum', options: undefined })] : []),
    ...(named === undefined ? [] : [filterOf({ driver: named, options: undefined })]),
    ...nodesOnTheWay(holder.options).flatMap((options) => {
      const driver = text(options['driver'])
      return isFilter(driver) ? [filterOf({ driver, options })] : []
    }),
  ]
}

function eitherOf(...values: unknown[]): boolean | undefined {
  if (values.includes(true)) return true
  return values.includes(false) ? false : undefined
}
