import { isIPv4, isIPv6 } from 'node:net'

// What a host says by itself: an IP address or a name, without brackets. Nothing is looked up.

/**
 * The IP addresses that a host stands for where only this machine can reach them (RFC 6890); none for any other host.
 * IPv4 that IPv6 wraps comes out as IPv4, as the kernel's tables have it here.
 */
export function loopbackAddresses(host: string): string[] {
  const name = host.toLowerCase()
  if (name === 'localhost') return ['127.0.0.1', '::1']
  if (name === '::1') return [name]
  const address = name.replace(/^::ffff:/, '')
  return isIPv4(address) && address.startsWith('127.') ? [address] : []
}

/** Whether a host is this machine, and what listens there cannot be reached from others. */
export function isLoopback(host: string): boolean {
  return loopbackAddresses(host).length > 0
}

/**
 * Whether what listens there listens on every address of its machine. One cannot connect to such a host; QEMU and Node
 * write it in several ways.
 */
export function isWildcard(host: string): boolean {
  return host === '' || host === '*' || host === '0.0.0.0' || (isIPv6(host) && /^[0:]+$/.test(host))
}
