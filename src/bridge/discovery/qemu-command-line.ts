import { type OptionList, parseOptionList } from '../target/option-list.ts'
import { monitorOn, parseDevice, type QmpMonitor } from './qmp-monitor.ts'

/** What a QEMU's arguments say about the VM and how to reach it. */
export interface QemuCommandLine {
  name: string | undefined
  /** In lower case, with its dashes. */
  uuid: string | undefined
  monitors: QmpMonitor[]
  /** There is a monitor for people. */
  hasHumanMonitor: boolean
  /** It was given files with more options, which are not read. */
  readsConfig: boolean
}

/**
 * Reads the arguments of a QEMU. They may come from anyone: what they say is checked against the kernel's
 * tables before it is used.
 */
export function parseQemuCommandLine(args: readonly string[]): QemuCommandLine {
  const given = readOptions(args)
  const chardevs = new Map<string, OptionList>()
  for (const { value } of given.filter((option) => option.name === 'chardev')) {
    const chardev = parseOptionList(value, 'backend')
    chardevs.set(chardev.get('id') ?? '', chardev)
  }
  const found = given.map((option) => monitorOf(option, (id) => chardevs.get(id)))
  return {
    name: nameOf(given),
    uuid: uuidOf(given),
    monitors: found.filter((one) => typeof one === 'object').slice(0, mostMonitors),
    hasHumanMonitor: found.includes('human'),
    readsConfig: given.some((option) => option.name === 'readconfig'),
  }
}

const mostMonitors = 16
const longestName = 200

interface Given {
  name: string
  value: string
}

/** Of those that take a value; with one dash or two. */
const options = new Set([
  ...['name', 'uuid', 'smbios', 'qmp', 'qmp-pretty', 'mon', 'chardev', 'object'],
  ...['monitor', 'serial', 'readconfig'],
])

function readOptions(args: readonly string[]): Given[] {
  const given: Given[] = []
  for (let index = 0; index < args.length - 1; index++) {
    const name = /^--?([a-z-]+)$/.exec(args[index] ?? '')?.[1]
    if (name === undefined || !options.has(name)) continue
    index++
    given.push({ name, value: args[index] ?? '' })
  }
  return given
}

type FindChardev = (id: string) => OptionList | undefined

function monitorOf({ name, value }: Given, chardev: FindChardev): QmpMonitor | 'human' | undefined {
  switch (name) {
    case 'qmp':
    case 'qmp-pretty':
      return value === 'none' ? undefined : parseDevice(value, chardev)
    case 'monitor':
      return value === 'none' ? undefined : 'human'
    case 'serial':
      return value.startsWith('mon:') ? 'human' : undefined
    case 'mon': {
      const monitor = parseOptionList(value, 'chardev')
      if (monitor.get('mode') !== 'control') return 'human'
      return monitorOn(chardev(monitor.get('chardev') ?? ''))
    }
    case 'object': {
      const object = parseOptionList(value, 'qom-type')
      if (object.get('qom-type') === 'monitor-hmp') return 'human'
      if (object.get('qom-type') !== 'monitor-qmp') return undefined
      return monitorOn(chardev(object.get('chardev') ?? ''))
    }
    default:
      return undefined
  }
}

function nameOf(given: readonly Given[]): string | undefined {
  const names = given.filter((option) => option.name === 'name')
  const name = names.map(({ value }) => parseOptionList(value, 'guest').get('guest')).findLast(Boolean)
  // Cut between characters, not within one.
  return (
    name &&
    Array.from(name.slice(0, 2 * longestName))
      .slice(0, longestName)
      .join('')
  )
}

/** From `-uuid`, or from `-smbios type=1,uuid=…`, which QEMU takes for the same. */
function uuidOf(given: readonly Given[]): string | undefined {
  const uuids = given.map(({ name, value }) => {
    if (name === 'uuid') return value
    const smbios = name === 'smbios' ? parseOptionList(value, 'file') : undefined
    return smbios?.get('type') === '1' ? smbios.get('uuid') : undefined
  })
  return uuids.findLast((uuid) => uuid && isUuid.test(uuid))?.toLowerCase()
}

const isUuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i
