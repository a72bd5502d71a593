import { type CommandNotes, commandNotes } from '#schema/command-notes.ts'
import { useSchema } from './use-schema.ts'
import { useVm } from './use-vms.ts'

const none: CommandNotes = { marks: [], arguments: [], successors: [] }

/** What the VM's QEMU marks of a command, and what replaces it; nothing as long as its schema is not known. */
export function useCommandNotes(vmId: string, command: string, args: unknown): CommandNotes {
  const schema = useSchema(useVm(vmId))
  return schema ? commandNotes(schema, command, args) : none
}
