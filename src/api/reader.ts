/**
 * Reads a JSON value of the bridge: gives it typed, or throws where it is of another shape. Each message has one reader,
 * and its type is what the reader gives. Members that a reader does not name are left out.
 */
export type Reader<T> = (value: unknown) => T

/** What a reader gives. */
export type Read<R> = R extends Reader<infer T> ? T : never

type Members = Readonly<Record<string, Reader<unknown>>>
type AllOf<M> = { [K in keyof M]: Read<M[K]> }
type ObjectOf<R, O> = AllOf<R> & Partial<AllOf<O>>

/** Runs a reader; undefined where the value is of another shape. */
export function readOr<T>(read: Reader<T>, value: unknown): T | undefined {
  try {
    return read(value)
  } catch {
    return undefined
  }
}

export const text: Reader<string> = (value) => (typeof value === 'string' ? value : mismatch())

export const number: Reader<number> = (value) => (Number.isFinite(value) ? (value as number) : mismatch())

export const boolean: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : mismatch())

export const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : mismatch())

/** Any value, as it is. */
export const anything: Reader<unknown> = (value) => value

/** One of these words. @param otherwise what a word of a newer bridge is taken for; without it, it is a mismatch */
export function oneOf<const T extends string>(words: readonly T[], otherwise?: NoInfer<T>): Reader<T> {
  return (value) => {
    const given = text(value)
    return words.find((word) => word === given) ?? otherwise ?? mismatch()
  }
}

export function list<T>(read: Reader<T>): Reader<T[]> {
  return (value) => (Array.isArray(value) ? value.map(read) : mismatch())
}

/** An object with any keys; members of another shape are left out. */
export function record<T>(read: Reader<T>): Reader<Record<string, T>> {
  return (value) =>
    members(Object.keys(membersOf(value)).map((key) => [key, readOr(read, membersOf(value)[key])]))
}

/** @param optional members that may be missing; one of another shape counts as missing */
export function object<R extends Members, O extends Members = Record<never, never>>(
  required: R,
  optional?: O,
): Reader<ObjectOf<R, O>> {
  return (value) => {
    const found = membersOf(value)
    return members([
      ...Object.entries(required).map(([key, read]) => [key, read(found[key])] as const),
      ...Object.entries(optional ?? {}).map(([key, read]) => [key, readOr(read, found[key])] as const),
    ]) as ObjectOf<R, O>
  }
}

type Variants<T extends string, V> = { [K in keyof V]: { [tag in T]: K } & Read<V[K]> }[keyof V]

/** One of several kinds of object, distinguished by the value of the member `tag`. */
export function variant<T extends string, V extends Readonly<Record<string, Reader<object>>>>(
  tag: T,
  variants: V,
): Reader<Variants<T, V>> {
  return (value) => {
    const word = text(membersOf(value)[tag])
    const read = Object.hasOwn(variants, word) ? variants[word] : undefined
    return read ? ({ [tag]: word, ...read(value) } as Variants<T, V>) : mismatch()
  }
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : mismatch()
}

function members<T>(entries: readonly (readonly [string, T | undefined])[]): Record<string, T> {
  return Object.fromEntries(entries.filter((entry): entry is [string, T] => entry[1] !== undefined))
}

function mismatch(): never {
  throw new TypeError('not the expected shape')
}
