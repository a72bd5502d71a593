import { Refusal } from '../refusal.ts'
import type { ValueObject } from '../wire/value.ts'

// The schema has looked at the arguments before, but not in the old eras, and it does not know how wide integers are.

/** @throws Refusal in QEMU's words where the argument is missing or no string */
export function text(args: ValueObject, name: string): string {
  return optionalText(args, name) ?? missing(name)
}

export function optionalText(args: ValueObject, name: string): string | undefined {
  const value = args[name]
  if (value === undefined || typeof value === 'string') return value
  throw new Refusal(`Invalid parameter type for '${name}', expected: string`)
}

export function flag(args: ValueObject, name: string): boolean {
  const value = args[name] ?? missing(name)
  if (typeof value === 'boolean') return value
  throw new Refusal(`Invalid parameter type for '${name}', expected: boolean`)
}

/** An integer of 64 bits with a sign (rule C-10). */
export function integer(args: ValueObject, name: string): bigint {
  const value = args[name] ?? missing(name)
  if (typeof value === 'bigint' && value < 2n ** 63n) return value
  throw new Refusal(`Invalid parameter type for '${name}', expected: integer`)
}

function missing(name: string): never {
  throw new Refusal(`Parameter '${name}' is missing`)
}
