import { parseArgs } from 'node:util'
import { type OptionName, optionTable, type ValueOption } from './option-table.ts'
import { UsageError } from './usage-error.ts'

/**
 * Splits a command line into options and addresses; what the options mean is for others to say.
 * @throws UsageError for an option that is unknown, lacks its value or has one too many
 */
export function givenOptions(args: readonly string[]) {
  const config = { args: withoutQmp(args), options: optionTable, allowPositionals: true } as const
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
    if (value !== undefined) throw new UsageError(`--${name} takes no value`)
    return
  }
  if (value === undefined) throw new UsageError(`--${name} needs a value: ${optionTable[name].takes}`)
  if (!inlineValue && value.startsWith('-')) throw looksLikeOption(name, value)
  if (again && !('multiple' in optionTable[name])) {
    throw new UsageError(`--${name} is there twice: it takes one value, ${optionTable[name].takes}`)
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
  const meant = option.replace(/^-+/, '').toLowerCase()
  const advice = isKnown(meant) ? `did you mean --${meant}?` : '--help lists them'
  return new UsageError(`there is no option ${option}; ${advice}`)
}

function isKnown(name: string): name is OptionName {
  return Object.hasOwn(optionTable, name)
}

function takesValue(name: OptionName): name is ValueOption {
  return optionTable[name].type === 'string'
}

/** QEMU's own option may be pasted as it stands: what follows it is an address. */
function withoutQmp(args: readonly string[]): string[] {
  return args.filter((arg, at) => {
    if (!/^--?qmp(-pretty)?$/.test(arg)) return true
    const address = args[at + 1]
    if (address === undefined || address.startsWith('-')) {
      throw new UsageError(`${arg} needs an address after it, such as tcp:localhost:4444`)
    }
    return false
  })
}
