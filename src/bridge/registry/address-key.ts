import { resolve } from 'node:path'
import { canonicalPath } from '../process/canonical-path.ts'
import { keyOfFile, socketFileAt } from '../process/socket-file.ts'
import { isAbstract } from '../target/abstract-name.ts'
import { type Address, printAddress } from '../target/address.ts'
import { loopbackAddresses } from '../target/host-names.ts'

/**
 * A text that is the same for addresses behind which the same QMP socket is now: one file by whatever path, one TCP port by
 * whichever name of this host. It is another when a server has made its socket anew.
 */
export function socketKey(address: Address): string {
  const file = address.kind === 'unix' ? socketFileAt(resolve(address.path)) : undefined
  return file ? `file:${keyOfFile(file)}` : addressKey(address)
}

/**
 * A text that stays the same for one address: a Unix path by whatever links its folders are reached, a TCP port by whichever
 * name of this host.
 */
export function addressKey(address: Address): string {
  switch (address.kind) {
    case 'unix':
      return isAbstract(address.path) ? printAddress(address) : `unix:${canonicalPath(resolve(address.path))}`
    case 'tcp':
      return isThisHost(address.host)
        ? `tcp:loopback:${address.port}`
        : printAddress({ ...address, host: address.host.toLowerCase() })
    case 'demo':
      return printAddress(address)
  }
}

/** By one of its usual names. What listens at another loopback address, such as 127.0.0.2, is another socket. */
function isThisHost(host: string): boolean {
  return loopbackAddresses(host).some((address) => address === '127.0.0.1' || address === '::1')
}
