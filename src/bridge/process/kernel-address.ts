/** One end of a TCP connection. */
export interface Endpoint {
  /** As one writes it: an IPv4 address also where IPv6 only wraps it. */
  host: string
  port: number
}

/**
 * Reads `0100007F:115C` as the kernel prints it: the port, and the address in words of the host's byte order,
 * which is little-endian wherever Node runs.
 */
export function endpointIn(hex: string): Endpoint {
  const [address = '', port = ''] = hex.split(':')
  const words = address.match(/.{8}/g) ?? []
  const bytes = words.flatMap((word) => [...Buffer.from(word, 'hex').reverse()])
  return { host: bytes.length === 4 ? bytes.join('.') : printIPv6(bytes), port: Number.parseInt(port, 16) }
}

function printIPv6(bytes: readonly number[]): string {
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255
  if (isMapped) return bytes.slice(12).join('.')
  const groups = bytes.flatMap((byte, index) =>
    index % 2 === 0 ? [((byte << 8) | (bytes[index + 1] ?? 0)).toString(16)] : [],
  )
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}

/** Whether both are the same address and port, as printed by `endpointIn`. */
export function isSameEnd(one: Endpoint, other: Endpoint): boolean {
  return one.host === other.host && one.port === other.port
}
