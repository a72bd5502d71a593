import { QemuFinder } from '../discovery/qemu-finder.ts'
import type { SocketAddress } from '../target/address.ts'
import { socketKey } from './address-key.ts'
import type { Discover } from './discovery-poller.ts'
import type { VmRegistry } from './vm-registry.ts'

/** Discovery on this host. It is told which sockets the bridge itself holds, since the kernel does not tell who does. */
export function discoverer(registry: VmRegistry): Discover {
  const finder = new QemuFinder((address) => isHeldByUs(registry, address))
  return () => finder.find()
}

function isHeldByUs(registry: VmRegistry, address: SocketAddress): boolean {
  const key = socketKey(address)
  return registry
    .list()
    .some(({ session, target }) => session && target.address && socketKey(target.address) === key)
}
