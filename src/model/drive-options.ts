import { text } from './answer.ts'
import { asOptions, type NodeOptions, nodesOnTheWay } from './image-file.ts'

/** How QEMU was told to open a disk; `undefined` where its command line does not say. */
export interface DriveOptions {
  readonly aio: string | undefined
  /** `unmap`: what the guest discards is freed on the host. */
  readonly discard: string | undefined
  readonly onWriteError: string | undefined
  readonly onReadError: string | undefined
}

interface Disk {
  /** The name of its backend, which `-drive id=` gives. */
  readonly device: string | undefined
  /** Its image. */
  readonly path: string
}

/**
 * What `-drive` and `-blockdev` say of a disk. QMP does not report it. A disk is found by its `id`, else by its file; where
 * two options name the same file and differ, nothing is said.
 */
export function driveOptions(commandLine: readonly string[], { device, path }: Disk): DriveOptions {
  const drives = valuesOf(commandLine, 'drive')
  const isFile = (options: NodeOptions) => options['filename'] === path
  const byId = drives.filter(({ id }) => device !== undefined && id === device)
  const byFile = drives.filter(
    ({ id, file }) => id === undefined && (file === path || isFile(asOptions(file) ?? {})),
  )
  const ofDrive = byId.length > 0 ? byId : byFile
  const ofNode = valuesOf(commandLine, 'blockdev')
    .flatMap((options) => nodesOnTheWay(options))
    .filter(isFile)
  const said = (name: string) => same([...ofDrive, ...ofNode].map((options) => text(options[name])))
  const discard = said('discard')
  return {
    aio: said('aio'),
    discard: discard === 'unmap' || discard === 'on' ? 'unmap' : undefined,
    onWriteError: said('werror'),
    onReadError: said('rerror'),
  }
}

function same([first, ...rest]: (string | undefined)[]): string | undefined {
  return rest.every((value) => value === first) ? first : undefined
}

function valuesOf(commandLine: readonly string[], option: string): NodeOptions[] {
  return commandLine.flatMap((argument, index) => {
    const value = commandLine[index + 1]
    const isMeant = argument === `-${option}` || argument === `--${option}`
    const options = isMeant && value !== undefined ? readOptions(value) : undefined
    return options ? [options] : []
  })
}

/** Both forms that QEMU takes: JSON, and `driver=qcow2,file.filename=/vm/a,,b.qcow2`, where two commas are one. */
function readOptions(value: string): NodeOptions | undefined {
  if (value.startsWith('{')) return parsed(value)
  const options = Object.create(null) as Record<string, unknown>
  for (const setting of value.replaceAll(',,', '\0').split(',')) {
    const [, key, told = ''] = /^([^=]+)=(.*)$/s.exec(setting.replaceAll('\0', ',')) ?? []
    if (key !== undefined) put(options, key.split('.'), told)
  }
  return options
}

function parsed(json: string): NodeOptions | undefined {
  try {
    return asOptions(JSON.parse(json))
  } catch {
    return undefined
  }
}

/** `file=/vm/a.img,file.locking=off` says the file name of a node and more of that node. */
function put(options: Record<string, unknown>, [first = '', ...rest]: string[], value: string): void {
  const before = options[first]
  if (rest.length === 0) {
    options[first] = asOptions(before) ? { ...asOptions(before), filename: value } : value
    return
  }
  const below: Record<string, unknown> = Object.assign(
    Object.create(null),
    typeof before === 'string' ? { filename: before } : asOptions(before),
  )
  put(below, rest, value)
  options[first] = below
}
