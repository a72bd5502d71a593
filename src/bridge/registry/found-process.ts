import type { FoundVm } from '../discovery/found-vm.ts'
import type { Address } from '../target/address.ts'
import type { Target } from '../target/target.ts'
import { socketKey } from './address-key.ts'

/**
 * Whether a VM that was found is one that was given or added: it listens at that address, or says so and nobody else
 * does; its socket may not be there yet, or be one of several.
 */
export function isListed(
  vm: FoundVm,
  found: readonly FoundVm[],
  listed: ReadonlyMap<string, string>,
): boolean {
  const hasListed = ({ address, sockets }: FoundVm, keys: ReadonlySet<string>) =>
    [...sockets, ...(address ? [address] : [])].some((socket) => keys.has(socketKey(socket)))
  if (hasListed(vm, new Set(listed.keys()))) return true
  const claimed = vm.claims.map(socketKey).filter((key) => listed.has(key))
  return claimed.some((key) => !found.some((other) => other !== vm && hasListed(other, new Set([key]))))
}

/** What is told of the process of a VM that is listed by this address. */
export function processIn({ pid, uuid, sockets }: FoundVm, address: Address | undefined): Partial<Target> {
  const key = address && socketKey(address)
  const otherAddresses = sockets.filter((socket) => socketKey(socket) !== key)
  return { pid, ...(uuid !== undefined && { uuid }), ...(otherAddresses.length > 0 && { otherAddresses }) }
}
