import { checkArguments as findProblems } from '#schema/check-arguments.ts'
import { Refusal } from '../refusal.ts'
import type { Schema } from '../schema.ts'
import { isObject, type Value, type ValueObject } from '../wire/value.ts'

/** @throws Refusal for the first thing that is wrong with the arguments, in QEMU's words (rules C-10, C-11) */
export function checkArguments({ index }: Schema, command: string, args: ValueObject): void {
  const [first] = findProblems(index, command, membersAsQemuSees(args))
  if (first) throw new Refusal(first.text)
}

/** A number that was written with a point does not pass for an integer, even where its value is one. */
function asQemuSees(value: Value): Value {
  if (Array.isArray(value)) return value.map(asQemuSees)
  if (isObject(value)) return membersAsQemuSees(value)
  return Number.isInteger(value) ? Number.NaN : value
}

function membersAsQemuSees(object: ValueObject): ValueObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, asQemuSees(value)]))
}
