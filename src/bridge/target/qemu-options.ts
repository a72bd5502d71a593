import { AddressError } from './address.ts'
import { type OptionList, parseOptionList } from './option-list.ts'

/** An option of QEMU, without its dashes, as copied from a command line. */
export interface QemuOption {
  name: string
  value: string
}

const names = 'qmp|qmp-pretty|chardev|mon|object'

/** The name of an option of QEMU that can make a QMP monitor, where `word` is one, such as `-qmp`. */
export function qemuOptionName(word: string): string | undefined {
  return new RegExp(`^--?(${names})$`).exec(word)?.[1]
}

/** Options of QEMU in one text, such as `-qmp tcp:localhost:4444`; none where it starts with something else. */
export function qemuOptionsIn(text: string): QemuOption[] {
  const [, name = '', value = ''] = new RegExp(`^\\s*--?(${names})[\\s=]\\s*(.*?)\\s*$`, 's').exec(text) ?? []
  if (name === '') return []
  // A path may hold what looks like an option.
  if (name.startsWith('qmp')) return [{ name, value: unquoted(value) }]
  const [, first = '', rest = ''] = new RegExp(`^(.*?)(\\s--?(?:${names})\\s.*)?$`, 's').exec(value) ?? []
  return [{ name, value: unquoted(first) }, ...qemuOptionsIn(rest)]
}

function unquoted(value: string): string {
  return value.trim().replace(/^(['"])(.*)\1$/s, '$2')
}

/**
 * The address in a text that holds options of QEMU; undefined where it holds none.
 * @throws AddressError where they make more than one QMP monitor, or none
 */
export function addressInQemuOptions(text: string): string | undefined {
  const options = qemuOptionsIn(text)
  if (options.length === 0) return undefined
  const [address, more] = options.flatMap((option) => qmpAddresses(option, options))
  if (address === undefined) throw noMonitor(options)
  if (more !== undefined)
    throw new AddressError(`there are two QMP monitors in this: give one, such as ${address}`)
  return address
}

/**
 * The address that one of several options of QEMU stands for: at most one, none for an option that only belongs to another.
 * @throws AddressError for a monitor without its character device
 */
export function qmpAddresses({ name, value }: QemuOption, all: readonly QemuOption[]): string[] {
  switch (name) {
    case 'chardev':
      // By itself it can only be meant for the monitor.
      return all.every((other) => usedBy(other) === undefined) ? [value] : []
    case 'qmp':
    case 'qmp-pretty': {
      const id = /^chardev:(.*)$/s.exec(value)?.[1]
      return [id === undefined ? value : chardevOf(id, all)]
    }
    default: {
      const id = isHuman({ name, value }) ? undefined : usedBy({ name, value })
      return id === undefined ? [] : [chardevOf(id, all)]
    }
  }
}

/** What to say of options that make no QMP monitor. */
export function noMonitor([option]: readonly QemuOption[]): AddressError {
  const { name, value } = option ?? { name: 'qmp', value: '' }
  return new AddressError(
    `-${name} ${value} makes no QMP monitor: give -qmp and its argument, or -chardev with -mon chardev=ID,mode=control`,
  )
}

/** The ID of the character device that an option names. */
function usedBy({ name, value }: QemuOption): string | undefined {
  if (name === 'mon') return parseOptionList(value, 'chardev').get('chardev')
  if (name === 'object') return monitorObject(value)?.get('chardev')
  return name.startsWith('qmp') ? /^chardev:(.*)$/s.exec(value)?.[1] : undefined
}

function isHuman({ name, value }: QemuOption): boolean {
  if (name === 'mon') return parseOptionList(value, 'chardev').get('mode') !== 'control'
  return monitorObject(value)?.get('qom-type') === 'monitor-hmp'
}

function monitorObject(value: string): OptionList | undefined {
  const object = parseOptionList(value, 'qom-type')
  return /^monitor-(qmp|hmp)$/.test(object.get('qom-type') ?? '') ? object : undefined
}

function chardevOf(id: string, all: readonly QemuOption[]): string {
  const found = all.find(
    ({ name, value }) => name === 'chardev' && parseOptionList(value, 'backend').get('id') === id,
  )
  if (found) return found.value
  throw new AddressError(`the monitor is on the character device ${id}: give that -chardev as well`)
}
