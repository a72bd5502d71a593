import { isAbstract, printAbstract } from './abstract-name.ts'

/** Where a VM's QMP socket is. */
export type Address =
  | { kind: 'tcp'; host: string; port: number }
  /** The path as the system has it: that of an abstract socket begins with a zero byte. */
  | { kind: 'unix'; path: string }
  | { kind: 'demo'; scenario?: string }

/** One that can be dialled: a simulated VM has no socket. */
export type SocketAddress = Exclude<Address, { kind: 'demo' }>

/** A text that is no address of a VM; the message is one line, what is wrong and what is right. */
export class AddressError extends Error {
  override readonly name = 'AddressError'
}

/** An ADDRESS argument: where the VM is and, if its owner gave it one, its name. */
export interface NamedAddress {
  address: Address
  name?: string
}

/** @throws AddressError for a simulated VM of a scenario that does not exist */
export function checkScenario(address: Address, scenarioNames: readonly string[]): void {
  if (address.kind !== 'demo' || address.scenario === undefined) return
  if (scenarioNames.includes(address.scenario)) return
  const known = scenarioNames.join(', ')
  throw new AddressError(
    `there is no scenario "${address.scenario}": take demo, or demo: and one of ${known}`,
  )
}

/** An address as the dashboard writes it, whichever way it was given: `tcp:localhost:4444`, `unix:/run/vm1.qmp`. */
export function printAddress(address: Address): string {
  switch (address.kind) {
    case 'tcp':
      return `tcp:${printHostAndPort(address)}`
    case 'unix':
      return `unix:${isAbstract(address.path) ? printAbstract(address.path) : address.path}`
    case 'demo':
      return address.scenario === undefined ? 'demo' : `demo:${address.scenario}`
  }
}

/** The name of a VM that was given none: its address without the scheme; of an abstract socket `@NAME`, as in `ss`. */
export function nameOfAddress(address: Address): string {
  switch (address.kind) {
    case 'tcp':
      return printHostAndPort(address)
    case 'unix':
      return address.path.replace(/\0+$/, '').replace(/^\0/, '@')
    case 'demo':
      return printAddress(address)
  }
}

function printHostAndPort({ host, port }: { host: string; port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}
