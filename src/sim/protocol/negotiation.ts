import { Refusal } from '../refusal.ts'
import type { Value, ValueObject } from '../wire/value.ts'

/**
 * Reads the arguments of `qmp_capabilities`; whether out-of-band shall be on (rules N-03, N-05).
 * @throws Refusal, after which the client may try again
 */
export function readCapabilities(args: ValueObject, oobOffered: boolean): boolean {
  const stranger = Object.keys(args).find((name) => name !== 'enable')
  const enable = args['enable'] ?? []
  if (!Array.isArray(enable)) throw new Refusal("Invalid parameter type for 'enable', expected: array")
  enable.forEach(checkCapability)
  if (stranger !== undefined) throw new Refusal(`Parameter '${stranger}' is unexpected`)
  if (enable.length > 0 && !oobOffered) throw new Refusal('Capability oob not available')
  return enable.length > 0
}

function checkCapability(name: Value, index: number): void {
  if (typeof name !== 'string') {
    throw new Refusal(`Invalid parameter type for 'enable[${index}]', expected: string`)
  }
  // QEMU has no name for an element of a list, and says "null".
  if (name !== 'oob') throw new Refusal(`Parameter 'null' does not accept value '${name}'`)
}
