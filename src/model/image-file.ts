import { text } from './answer.ts'

/** The options of a block node, as QEMU prints them in a `json:{…}` file name: nested, or flat as `server.host`. */
export type NodeOptions = Readonly<Record<string, unknown>>

/** What is in the way of a chain of nodes: more than that is no chain that QEMU would open. */
const deepest = 50

/** The options in a `json:` file name; `undefined` for any other name. */
export function nodeOptions(filename: string): NodeOptions | undefined {
  if (!filename.startsWith('json:')) return undefined
  try {
    return asOptions(JSON.parse(filename.slice('json:'.length)))
  } catch {
    return undefined
  }
}

/** The child that holds the data of a node: what a format or a filter calls `file`, blkdebug `image`, blkverify `test`. */
export function childOptions(options: NodeOptions | undefined): NodeOptions | undefined {
  return asOptions(options?.['file']) ?? asOptions(options?.['image']) ?? asOptions(options?.['test'])
}

/** A node and what is below it on the way to the file, from the top. */
export function nodesOnTheWay(options: NodeOptions | undefined): NodeOptions[] {
  const nodes: NodeOptions[] = []
  for (let node = options; node && nodes.length < deepest; node = childOptions(node)) nodes.push(node)
  return nodes
}

/**
 * The file behind QEMU's name for an image, which for a node with options of its own is `json:{…}`, and with blkdebug
 * or blkverify anywhere below it has a prefix. A network image gets a URL; what names nothing stays as it is.
 */
export function imagePath(filename: string): string {
  const path = nodesOnTheWay(nodeOptions(filename))
    .map(sourceOf)
    .findLast((source) => source !== undefined)
  return path ?? filename.replace(debugPrefix, '')
}

/** `blkdebug:CONFIG:FILE` and `blkverify:RAW:FILE`: the test tools are part of the name, below a format, too. */
const debugPrefix = /^(?:blkdebug:[^:]*:|blkverify:[^:]*:)(?=.)/

/** The filter that QEMU tells in front of a file name instead of in options. */
export function filterInName(filename: string): string | undefined {
  return debugPrefix.exec(filename)?.[0].split(':')[0]
}

type Option = (name: string) => string | undefined

/** What one node names by itself. */
function sourceOf(options: NodeOptions): string | undefined {
  const option: Option = (name) => text(valueAt(options, name))
  const driver = option('driver')
  const ofDriver = driver === undefined ? undefined : sources[driver]
  return ofDriver ? ofDriver(option) : (option('filename') ?? option('file.filename') ?? option('url'))
}

function valueAt(options: NodeOptions, name: string): unknown {
  const [first = '', ...rest] = name.split('.')
  const below = asOptions(options[first])
  return options[name] ?? (below && rest.length > 0 ? valueAt(below, rest.join('.')) : undefined)
}

/** As QEMU writes these where it can do without options. */
const sources: Readonly<Record<string, (option: Option) => string | undefined>> = {
  'null-co': () => 'null-co://',
  'null-aio': () => 'null-aio://',
  vvfat: (option) => joined('fat:', option('dir')),
  rbd: (option) => joined('rbd:', option('pool'), '/', option('image')),
  ssh: (option) => option('filename') ?? joined('ssh://', option('server.host'), '', option('path')),
  nfs: (option) => option('filename') ?? joined('nfs://', option('server.host'), '', option('path')),
  gluster: (option) => option('filename') ?? joined('gluster:', option('volume'), '/', option('path')),
  iscsi: (option) => option('filename') ?? joined('iscsi://', option('portal'), '/', option('target')),
  nvme: (option) => joined('nvme://', option('device'), '/', option('namespace') ?? '1'),
  nbd: (option) => {
    const name = option('export') ?? ''
    const socket = option('server.path') ?? option('path')
    if (socket !== undefined) return `nbd+unix:///${name}?socket=${socket}`
    const host = option('server.host') ?? option('host')
    return host && `nbd://${host}:${option('server.port') ?? option('port') ?? '10809'}/${name}`
  },
}

/** Nothing where one of them is missing. */
function joined(...parts: (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join('')
}

/** A protocol of QEMU's that is no URL: what follows it has a grammar of its own, slashes and all. */
const protocol = /^(?!file:|host_device:|host_cdrom:)[a-z][a-z0-9+.-]*:(?!\/\/)/i

const url = /^[a-z][a-z0-9+.-]*:\/\//i

/**
 * The last part of a path or URL, or all of it where there is none: `disk.qcow2`, `null-co://`, `rbd:pool/disk`.
 * Hardly any directory ends in `<`, so that `</` is taken for a part of a name.
 */
export function baseName(path: string): string {
  if (protocol.test(path)) return path
  const named = url.test(path) ? path.replace(/[?#].*$/, '') : path
  const last = named.split(/(?<!<)\//).at(-1)
  return last || path
}

/** What to call an image: by its file, or, where no file name describes it, by its node or its format. */
export function imageName(
  path: string,
  { node, format }: { node?: string | undefined; format?: string | undefined },
): string {
  return path.startsWith('json:') ? (node ?? format ?? 'unnamed') : baseName(path)
}

/** An object of a stranger's JSON, to be read member by member. */
export function asOptions(value: unknown): NodeOptions | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as NodeOptions)
    : undefined
}
