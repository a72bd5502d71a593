import { encodeUtf8 } from './utf8.ts'

/**
 * Names of an object in the order in which QEMU writes them. QEMU keeps members in a hash table and writes them
 * bucket by bucket, so the order follows from the names alone; a client that counts on another one breaks only on
 * a real QEMU, if the simulator does not do the same.
 */
export function memberOrder(names: string[]): string[] {
  return names
    .map((name, index) => ({ name, index, bucket: bucketOf(name) }))
    .sort((a, b) => a.bucket - b.bucket || b.index - a.index)
    .map(({ name }) => name)
}

/** The bucket of QEMU's table (the hash of Samba's tdb, over 512 buckets). */
function bucketOf(name: string): number {
  const bytes = encodeUtf8(name)
  let hash = Math.imul(0x238f13af, bytes.length)
  for (let at = 0; at < bytes.length; at++) hash = (hash + (bytes.charCodeAt(at) << ((at * 5) % 24))) | 0
  return (Math.imul(1103515243, hash) + 12345) & 511
}
