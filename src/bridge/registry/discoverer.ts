import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { SocketAddress } from '../discovery/found-vm.ts'
import { QemuFinder } from '../discovery/qemu-finder.ts'
import { addressKey } from './address-key.ts'
import type { Discover } from './lookout.ts'
import type { VmRegistry } from './vm-registry.ts'

/** Discovery on this host. It is told which sockets the bridge itself holds, since the kernel does not tell who does. */
export function discoverer(registry: VmRegistry): Discover {
  let ours: ReadonlySet<string> = new Set()
  const finder = new QemuFinder((address) => ours.has(keyOf(address)))
  return async () => {
    ours = await socketsHeld(registry)
    return await finder.find()
  }
}

async function socketsHeld(registry: VmRegistry): Promise<ReadonlySet<string>> {
  const held = registry.list().filter((monitor) => monitor.describe('operator').state === 'connected')
  const addresses = held.map(({ target }) => target.address).filter((address) => address !== undefined)
  return new Set(await Promise.all(addresses.map(addressKey)))
}

/** As `addressKey` has it, without waiting. */
function keyOf(address: SocketAddress): string {
  if (address.kind !== 'unix') return ''
  try {
    return `unix:${join(realpathSync(dirname(address.path)), basename(address.path))}`
  } catch {
    return ''
  }
}
