import { isObject, type Value, type ValueObject } from '../wire/value.ts'

export interface Rewrite {
  /** Texts that stand in answers and events instead of others. */
  texts: Readonly<Record<string, string>>
  /** Members that every object in an answer or event has beside its own. */
  members: ValueObject
}

/** The same answer with other texts and more members: for clients that trust names and shapes. */
export function disguise(value: Value, as: Rewrite): Value {
  if (typeof value === 'string') return as.texts[value] ?? value
  if (Array.isArray(value)) return value.map((item) => disguise(item, as))
  if (!isObject(value)) return value
  const members = Object.entries(value).map(([name, member]) => [name, disguise(member, as)] as const)
  return { ...Object.fromEntries(members), ...as.members }
}
