import type { CommandInfo, ObjectInfo, SchemaIndex } from './schema-index.ts'

/**
 * The index of a QEMU that has these commands by its own word (`query-commands`), and no others: a schema may list
 * what is switched off, and early ones lack some. Where the schema is of another QEMU, since this one has none
 * (before 2.5), `borrowedFrom` names that, as people call it: `QEMU 7.2` (C-12, I-10).
 */
export function indexNames(
  names: readonly string[],
  schema: SchemaIndex,
  borrowedFrom?: string,
): SchemaIndex {
  const own = new Set(names)
  return {
    commandNames: [...own].sort(),
    borrowedFrom,
    marksUnstable: borrowedFrom === undefined && schema.marksUnstable,
    has: (command) => own.has(command),
    command: (name): CommandInfo | undefined => (own.has(name) ? schema.command(name) : undefined),
    argumentsOf: (command): ObjectInfo | undefined =>
      own.has(command) ? schema.argumentsOf(command) : undefined,
    type: (name) => schema.type(name),
  }
}
