import { parseJson, printJson } from '#qmp/wire/json.ts'
import { isSecretName, mask, maskSecrets, maskText } from './mask-secrets.ts'

/**
 * The arguments of a QEMU with what must not be shown replaced: passwords, keys, the data of `secret` objects, credentials in
 * addresses, and what is handed to the guest as a credential or by `-fw_cfg`. The names of secret objects are no secrets.
 */
export function maskCommandLine(args: readonly string[]): string[] {
  return args.map((argument, index) => maskArgument(optionBefore(args, index), argument))
}

/** The option whose value an argument is; empty for an option itself, the program, and a file name. */
function optionBefore(args: readonly string[], index: number): string {
  return /^--?([a-z][\w-]*)$/.exec(args[index - 1] ?? '')?.[1] ?? ''
}

function maskArgument(option: string, argument: string): string {
  if (argument.startsWith('{')) return maskJson(argument)
  const holdsData = option === 'object' && /^(?:qom-type=)?secret/.test(argument)
  // Two commas are one in a value. The words of a kernel's command line are no list.
  const part = option === 'append' ? /\S+/g : /(?:[^,]|,,)+/g
  const masked = argument.replace(part, (each) => maskPart(option, each, holdsData))
  return masked.includes('exec:') ? maskText(masked) : masked
}

function maskJson(argument: string): string {
  try {
    return printJson(maskSecrets('', parseJson(argument)))
  } catch {
    return mask
  }
}

function maskPart(option: string, part: string, holdsData: boolean): string {
  const equals = part.indexOf('=')
  if (equals < 0) return maskText(part)
  const [name, value] = [part.slice(0, equals), part.slice(equals + 1)]
  // `-set` and `-global` name a property after what has it.
  const property = name.slice(name.lastIndexOf('.') + 1)
  if (option === 'smbios') return part.replace(/(credential[^=]*=).*/is, `$1${mask}`)
  // `-vnc …,password=on` asks for one.
  if (value === 'on' || value === 'off') return part
  const isSecret =
    isSecretName(property) ||
    (holdsData && property === 'data') ||
    (option === 'set' && property === 'data') ||
    (option === 'fw_cfg' && name === 'string')
  return isSecret ? `${name}=${mask}` : maskText(part)
}
