import { type Mark, marksOf } from './marks.ts'
import { changeOf } from './member-changes.ts'
import { isObject, membersInForce } from './members-in-force.ts'
import { type Successor, successorsOf } from './replacements.ts'
import type { SchemaIndex } from './schema-index.ts'

/** What to know of a command before it is sent; all of it may be empty. */
export interface CommandNotes {
  /** Of the command itself. */
  marks: Mark[]
  /** Arguments that were given and have a mark. */
  arguments: MarkedArgument[]
  /** Commands that do the same and are to be preferred, in this QEMU or in newer ones. */
  successors: NotedSuccessor[]
}

export interface MarkedArgument {
  name: string
  marks: Mark[]
  /** What to give instead, where that is known. */
  instead: string | undefined
}

export interface NotedSuccessor extends Successor {
  /** Whether this QEMU has it. */
  isHere: boolean
}

/** What a QEMU marks of a command and of the arguments given to it (I-08, C-13), and what replaces it (C-12). */
export function commandNotes(schema: SchemaIndex, command: string, args: unknown): CommandNotes {
  const info = schema.command(command)
  return {
    marks: info ? marksOf(schema, info) : [],
    arguments: markedArguments(schema, command, args),
    successors: successorsOf(command).map((one) => ({ ...one, isHere: schema.has(one.command) })),
  }
}

function markedArguments(schema: SchemaIndex, command: string, args: unknown): MarkedArgument[] {
  const info = schema.argumentsOf(command)
  if (!info || !isObject(args)) return []
  return membersInForce(schema, info, args).flatMap((member) => {
    const { name } = member
    const marks = Object.hasOwn(args, name) ? marksOf(schema, member) : []
    return marks.length === 0 ? [] : [{ name, marks, instead: changeOf(command, 'arguments', name)?.now }]
  })
}
