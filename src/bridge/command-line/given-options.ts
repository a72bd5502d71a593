import { parseArgs } from 'node:util'
import { UsageError } from './usage-error.ts'

const known = {
  host: { type: 'string' },
  port: { type: 'string' },
  'public-url': { type: 'string', multiple: true },
  token: { type: 'string' },
  'token-file': { type: 'string' },
  'viewer-token': { type: 'string' },
  'read-only': { type: 'boolean' },
  'no-discovery': { type: 'boolean' },
  'allow-host': { type: 'string', multiple: true },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  insecure: { type: 'boolean' },
  audit: { type: 'string' },
  open: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const

type OptionName = keyof typeof known
type ValueOption = {
  [Name in OptionName]: (typeof known)[Name]['type'] extends 'string' ? Name : never
}[OptionName]

/** What each option takes that takes something, for those who gave it nothing or something else. */
export const expected: Readonly<Record<ValueOption, string>> = {
  host: 'an IP address or a host name',
  port: 'a number from 0 to 65535',
  'public-url': 'an address such as https://vms.example:8443',
  token: 'at least 16 characters out of A-Z a-z 0-9 . _ ~ -',
  'viewer-token': 'at least 16 characters out of A-Z a-z 0-9 . _ ~ -',
  'token-file': 'the name of a file',
  'allow-host': 'an IP address or a host name, without a port',
  'tls-cert': 'the name of a file',
  'tls-key': 'the name of a file',
  audit: 'the name of a file',
}

/**
 * Splits a command line into options and addresses; what the options mean is for others to say.
 * @throws UsageError for an option that is unknown, lacks its value or has one too many
 */
export function givenOptions(args: readonly string[]) {
  const config = { args: withoutQmp(args), options: known, allowPositionals: true } as const
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
  if (value === undefined) throw new UsageError(`--${name} needs a value: ${expected[name]}`)
  if (!inlineValue && value.startsWith('-')) throw looksLikeOption(name, value)
  if (again && !('multiple' in known[name])) {
    throw new UsageError(`--${name} is there twice: it takes one value, ${expected[name]}`)
  }
}

/** The value is not repeated: it may be a token, or a mistyped option. */
function looksLikeOption(name: ValueOption, value: string): UsageError {
  const isOption = isKnown(value.replace(/^--?|=.*$/gs, '')) || value === '-h'
  const hint = isOption ? '' : `; one that starts with a dash is written --${name}=VALUE`
  return new UsageError(`--${name} needs a value: ${expected[name]}${hint}`)
}

function unknown(asWritten: string): UsageError {
  const option = asWritten.replace(/=.*$/s, '')
  const meant = option.replace(/^-+/, '').toLowerCase()
  const advice = isKnown(meant) ? `did you mean --${meant}?` : '--help lists them'
  return new UsageError(`there is no option ${option}; ${advice}`)
}

function isKnown(name: string): name is OptionName {
  return Object.hasOwn(known, name)
}

function takesValue(name: OptionName): name is ValueOption {
  return Object.hasOwn(expected, name)
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
