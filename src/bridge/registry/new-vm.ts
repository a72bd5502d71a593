import { isAbsolute } from 'node:path'
import { isAbstract } from '../target/abstract-name.ts'
import { AddressError, checkScenario, type NamedAddress } from '../target/address.ts'
import { isLoopback } from '../target/host-names.ts'
import { parseTarget } from '../target/parse-target.ts'

/** What the bridge lets pages add. */
export interface AddRules {
  /** Hosts beside this one that may be connected to, in small letters, without brackets. */
  allowHosts: readonly string[]
  scenarioNames: readonly string[]
}

/** A VM that a page cannot or may not add; the message is for a person. */
export class CannotAdd extends Error {
  override readonly name = 'CannotAdd'
  readonly code: 'malformed' | 'host-not-allowed'
  /** `option` is what the command line would have to hold. */
  readonly fields: { option?: string }

  constructor(code: CannotAdd['code'], message: string, fields: CannotAdd['fields'] = {}) {
    super(message)
    this.code = code
    this.fields = fields
  }
}

/**
 * Reads the body of `POST /api/vms`.
 * @throws AddressError, as for an argument of the command line; CannotAdd
 */
export function readNewVm(body: unknown, { allowHosts, scenarioNames }: AddRules): NamedAddress {
  const vm = parseTarget(textOf(body))
  const { address } = vm
  checkScenario(address, scenarioNames)
  // Nobody who looks at a page knows in which folder the dashboard was started.
  if (address.kind === 'unix' && !isAbstract(address.path) && !isAbsolute(address.path)) {
    throw new AddressError(`"${address.path}" is no address from here: give the whole path, from /`)
  }
  if (address.kind === 'tcp' && !isAllowed(address.host, allowHosts)) {
    const option = `--allow-host ${address.host}`
    throw new CannotAdd(
      'host-not-allowed',
      `This dashboard may not connect to ${address.host}: start it with ${option}`,
      { option },
    )
  }
  return vm
}

/** The body as an argument of the command line; no member but these two has a meaning. */
function textOf(body: unknown): string {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw malformed()
  const { address, name, ...more } = body as Record<string, unknown>
  if (typeof address !== 'string' || Object.keys(more).length > 0) throw malformed()
  if (name === undefined) return address
  if (typeof name !== 'string' || !/^[A-Za-z0-9][\w .-]{0,99}$/.test(name)) {
    throw new CannotAdd(
      'malformed',
      'a name has at most 100 letters, digits, spaces, and _ . -, and starts with a letter or digit',
    )
  }
  return `${name}=${address}`
}

function malformed(): CannotAdd {
  const message = 'give {"address": ADDRESS} or {"address": ADDRESS, "name": NAME}, and nothing else'
  return new CannotAdd('malformed', message)
}

/**
 * A name other than this host's is trusted as it is written: what it stands for is its owner's to say. Nobody means this
 * host by IPv4 that IPv6 wraps, unless to get past such a rule.
 */
function isAllowed(host: string, allowHosts: readonly string[]): boolean {
  const isWrapped = canonical(host).startsWith('[::ffff:')
  return (
    (isLoopback(host) && !isWrapped) || allowHosts.some((allowed) => canonical(allowed) === canonical(host))
  )
}

/** One host has one text: small letters, and IPv6 in its shortest form. */
function canonical(host: string): string {
  const name = host.includes(':') ? `[${host}]` : host.toLowerCase()
  return URL.canParse(`http://${name}`) && name.startsWith('[') ? new URL(`http://${name}`).hostname : name
}
