/**
 * An answer as it may really come. QEMU may be any version, so any member may be missing though the recordings
 * have it, and any integer may exceed 2^53; reading through this type makes the compiler ask "and if not?".
 */
export type Partially<T> = T extends readonly (infer Item)[]
  ? readonly Partially<Item>[]
  : T extends object
    ? { readonly [Member in keyof T]?: Partially<T[Member]> | undefined }
    : T extends number
      ? number | bigint
      : T

/** The objects of a list; none where the answer holds no list. */
export function items<T extends object>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : []
}

/** A text that says something; `undefined` for a missing, an empty, or no text at all. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A whole number, exact however large; `undefined` for all else. */
export function count(value: unknown): number | bigint | undefined {
  return typeof value === 'bigint' || Number.isInteger(value) ? (value as number | bigint) : undefined
}

/** A number near enough to calculate with; `undefined` where there is none. */
export function amount(value: unknown): number | undefined {
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
