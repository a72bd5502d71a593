import { AddressError, type NamedAddress, printAddress } from '../target/address.ts'
import { socketKey } from './address-key.ts'

/**
 * The VMs of a command line, each once: its monitor serves one client. Where one is given with a name and without, it has the name.
 * @throws AddressError where one is given two names
 */
export function givenOnce(given: readonly NamedAddress[]): NamedAddress[] {
  const vms = new Map<string, NamedAddress>()
  for (const vm of given) {
    // Each simulated VM is one of its own.
    const key = vm.address.kind === 'demo' ? `demo ${vms.size}` : socketKey(vm.address)
    const twin = vms.get(key)
    if (twin?.name !== undefined && vm.name !== undefined && twin.name !== vm.name) {
      throw new AddressError(
        `"${twin.name}" and "${vm.name}" are the same VM: give ${printAddress(vm.address)} once`,
      )
    }
    vms.set(key, twin?.name === undefined && twin ? { ...twin, ...vm } : (twin ?? vm))
  }
  return [...vms.values()]
}
