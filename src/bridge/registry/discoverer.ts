import type { FoundVm } from '../discovery/found-vm.ts'
import { QemuFinder } from '../discovery/qemu-finder.ts'
import { addressKey } from './address-key.ts'
import type { Discover } from './lookout.ts'
import type { VmRegistry } from './vm-registry.ts'

/**
 * Discovery on this host. It is told at which sockets the bridge is, or would be: of a VM with several QMP sockets that
 * is the one to know it by.
 */
export function discoverer(registry: VmRegistry): Discover {
  let ours: ReadonlySet<string> = new Set()
  const finder = new QemuFinder((address) => ours.has(addressKey(address)))
  return async (): Promise<readonly FoundVm[]> => {
    ours = socketsOf(registry)
    return await finder.find()
  }
}

/** What was found alone may be known by another of its sockets, until someone opens it. */
function socketsOf(registry: VmRegistry): ReadonlySet<string> {
  const sure = registry
    .list()
    .filter(
      (monitor) =>
        monitor.target.source !== 'discovered' || monitor.describe('operator').state === 'connected',
    )
  return new Set(sure.flatMap(({ target: { address } }) => (address ? [addressKey(address)] : [])))
}
