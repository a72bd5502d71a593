/**
 * What JSON can say, as QEMU tells it apart: an integer read from the wire is a `bigint`, whatever its size, and a
 * `number` was written with a point or an exponent (or is too long for 64 bits). What the simulator makes itself
 * may use a `number` for small integers; it is written without a point.
 */
export type Value = null | boolean | number | bigint | string | Value[] | ValueObject

export interface ValueObject {
  [name: string]: Value
}

/** An object that takes any name for a member, `__proto__` too. */
export function emptyObject(): ValueObject {
  return Object.create(null) as ValueObject
}

export function isObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
