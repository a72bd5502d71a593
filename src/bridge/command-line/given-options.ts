import { parseArgs } from 'node:util'
import {
  noMonitor,
  type QemuOption,
  qemuOptionName,
  qemuOptionsIn,
  qmpAddresses,
} from '../target/qemu-options.ts'
import { type OptionName, optionTable, type ValueOption } from './option-table.ts'
import { UsageError } from './usage-error.ts'

/**
 * Splits a command line into options and addresses; what the options mean is for others to say.
 * @throws UsageError for an option that is unknown, lacks its value or has one too many
 */
export function givenOptions(args: readonly string[]) {
  const config = { args: withAddresses(args), options: optionTable, allowPositionals: true } as const
  // parseArgs would say what is wrong in words for its caller: so it is made to take everything at first.
  const { tokens } = parseArgs({ ...config, strict: false, tokens: true })
  const seen = new Set<string>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    check(token, config.args[token.index] ?? token.rawName, seen.has(token.name))
    seen.add(token.name)
  }
  return parseArgs({ ...config, strict: true })
}

interface GivenOption {
  name: string
  value?: string | undefined
  inlineValue?: boolean | undefined
}

function check({ name, value, inlineValue }: GivenOption, asWritten: string, again: boolean): void {
  if (!isKnown(name)) throw unknown(asWritten)
  if (!takesValue(name)) {
    if (value !== undefined) throw new UsageError(`--${name} takes no value: write --${name} alone`)
    return
  }
  if (value === undefined) throw new UsageError(`--${name} needs a value: ${optionTable[name].takes}`)
  if (!inlineValue && value.startsWith('-')) throw looksLikeOption(name, value)
  if (again && !('multiple' in optionTable[name])) {
    throw new UsageError(`--${name} is given twice: it takes one value, ${optionTable[name].takes}`)
  }
}

/** The value is not repeated: it may be a token, or a mistyped option. */
function looksLikeOption(name: ValueOption, value: string): UsageError {
  const isOption = isKnown(value.replace(/^--?|=.*$/gs, '')) || value === '-h'
  const hint = isOption ? '' : `; one that starts with a dash is written --${name}=VALUE`
  return new UsageError(`--${name} needs a value: ${optionTable[name].takes}${hint}`)
}

function unknown(asWritten: string): UsageError {
  const option = asWritten.replace(/=.*$/s, '')
  if (qemuOptions.test(option)) {
    return new UsageError(
      `there is no option ${option}: of a QEMU command line give -qmp and its argument alone`,
    )
  }
  const meant = meantBy(option)
  const advice = meant === undefined ? '--help lists them' : `did you mean --${meant}?`
  return new UsageError(`there is no option ${option}; ${advice}`)
}

/** Those that hardly any QEMU is started without. */
const qemuOptions =
  /^-(M|accel|boot|cdrom|cpu|daemonize|device|display|drive|enable-kvm|hd[a-d]|kernel|m|machine|monitor|name|netdev|nic|nographic|serial|smp|uuid|vga|vnc)$/

/** The one option that is written so but for dashes and capitals, or begins so. */
function meantBy(option: string): string | undefined {
  const letters = (text: string) => text.replaceAll('-', '').toLowerCase()
  const meant = letters(option)
  const names = Object.keys(optionTable).filter((name) => letters(name).startsWith(meant))
  const beginsSo = meant.length > 2 && names.length === 1 ? names[0] : undefined
  return names.find((name) => letters(name) === meant) ?? beginsSo
}

function isKnown(name: string): name is OptionName {
  return Object.hasOwn(optionTable, name)
}

function takesValue(name: OptionName): name is ValueOption {
  return optionTable[name].type === 'string'
}

/** QEMU's own options may be pasted as they stand, also within quotes: they become the addresses that they mean. */
function withAddresses(args: readonly string[]): string[] {
  const given = readQemuOptions(args)
  const options = given.filter((one) => typeof one !== 'string')
  const addresses = new Map(options.map((option) => [option, qmpAddresses(option, options)]))
  if (options.length > 0 && [...addresses.values()].every(({ length }) => length === 0))
    throw noMonitor(options)
  return given.flatMap((one) => (typeof one === 'string' ? [one] : (addresses.get(one) ?? [])))
}

function readQemuOptions(args: readonly string[]): (string | QemuOption)[] {
  const given: (string | QemuOption)[] = []
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    const name = qemuOptionName(arg)
    const quoted = qemuOptionsIn(arg)
    if (name !== undefined) given.push({ name, value: valueAfter(arg, args[++at]) })
    else if (quoted.length > 0) given.push(...quoted)
    else given.push(arg)
  }
  return given
}

function valueAfter(option: string, value: string | undefined): string {
  if (value !== undefined && !value.startsWith('-')) return value
  throw new UsageError(`${option} needs a value after it, as in -qmp tcp:localhost:4444`)
}
