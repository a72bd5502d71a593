import type { Value, ValueObject } from '../wire/value.ts'

/** What a QEMU can be asked. An answer of undefined is the empty object. */
export interface Commands {
  /** What a command without arguments does. */
  plain: Readonly<Record<string, Plain>>
  /** What a command does whose arguments have been held against the schema, or that must have some. */
  withArguments: Readonly<Record<string, WithArguments>>
}

type Plain = () => Value | undefined
type WithArguments = (args: ValueObject) => Value | undefined

/** Later ones win. */
export function joinCommands(...parts: Partial<Commands>[]): Commands {
  return {
    plain: Object.assign(Object.create(null), ...parts.map(({ plain }) => plain)),
    withArguments: Object.assign(Object.create(null), ...parts.map(({ withArguments }) => withArguments)),
  }
}

export function commandNames({ plain, withArguments }: Commands): string[] {
  return [...new Set([...Object.keys(plain), ...Object.keys(withArguments)])]
}
