import { deviceNotFound, Refusal } from '../refusal.ts'
import { isObject, type Value, type ValueObject } from '../wire/value.ts'

/** What was recorded: for each path the properties of the object there, each with type and value. */
export type RecordedObjects = Readonly<Record<string, RecordedProperties>>
type RecordedProperties = Readonly<Record<string, readonly [type: string, value: Value]>>

/** A property whose value is not the recorded one but lives elsewhere. */
export interface LiveProperty {
  /** The path of an object; the objects below it have the property, too. */
  object: string
  property: string
  get(): Value
  set?(value: Value): void
}

/** The tree of objects of a real q35 VM as it was recorded, with a few properties that live. */
export class QomTree {
  #recorded: RecordedObjects
  #live: readonly LiveProperty[]

  constructor(recorded: RecordedObjects, live: readonly LiveProperty[]) {
    this.#recorded = recorded
    this.#live = live
  }

  list(path: string): ValueObject[] {
    if (this.#objectsAt(path).length > 1) throw new Refusal(`Path '${path}' is ambiguous`)
    const properties = this.#recorded[this.#resolve(path)] ?? {}
    return Object.entries(properties).map(([name, [type]]) => ({ name, type }))
  }

  get(path: string, property: string): Value {
    const object = this.#resolve(path)
    const recorded = this.#property(object, property)
    const live = this.#findLive(object, property)
    return live ? live.get() : withBigIntegers(recorded)
  }

  set(path: string, property: string, value: Value): void {
    const object = this.#resolve(path)
    this.#property(object, property)
    const live = this.#findLive(object, property)
    if (!live?.set) throw new Refusal(`Property '${this.#typeOf(object)}.${property}' is not writable`)
    live.set(value)
  }

  #property(object: string, property: string): Value {
    const properties = this.#recorded[object] ?? {}
    const found = Object.hasOwn(properties, property) ? properties[property] : undefined
    if (!found) throw new Refusal(`Property '${this.#typeOf(object)}.${property}' not found`)
    return found[1]
  }

  #typeOf(object: string): string {
    return String(this.#recorded[object]?.['type']?.[1])
  }

  #findLive(object: string, property: string): LiveProperty | undefined {
    return this.#live.find((live) => object.startsWith(live.object) && property === live.property)
  }

  /** @throws Refusal where the path names no object, or (and so QEMU says as well) more than one */
  #resolve(path: string): string {
    const [found, ...more] = this.#objectsAt(path)
    if (found === undefined || more.length > 0) throw deviceNotFound(path)
    return found
  }

  /** All objects that are meant: one by a path from the root, any number by the end of a path. */
  #objectsAt(path: string): string[] {
    const trimmed = path.replace(/\/+/g, '/').replace(/\/$/, '')
    const all = Object.keys(this.#recorded)
    if (!path.startsWith('/')) return all.filter((full) => full.endsWith(`/${trimmed}`) || trimmed === '')
    return all.filter((full) => full === (trimmed || '/'))
  }
}

/** JSON files are read with 53 bits; larger integers are recorded as `{"digits": "…"}`. */
function withBigIntegers(value: Value): Value {
  if (isObject(value) && typeof value['digits'] === 'string') return BigInt(value['digits'])
  return value
}
