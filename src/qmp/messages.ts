import { Interrupted, Refused } from './errors.ts'
import type { PendingCommand } from './pending-commands.ts'
import { printJson } from './wire/json.ts'

/** A message of QEMU: greeting, answer or event. */
export type Message = Readonly<Record<string, unknown>>

/** Reads an error answer, QEMU's or one that the bridge made itself and marked so. */
export function readRefusal(message: Message, { command, text }: PendingCommand): Refused | Interrupted {
  const code = codeIn(message)
  if (code === 'outcome-unknown') return new Interrupted(command, true)
  const error = message['error'] as { class?: unknown; desc?: unknown } | null
  const description = typeof error?.desc === 'string' ? error.desc : 'an error without a description'
  const errorClass = typeof error?.class === 'string' ? error.class : 'GenericError'
  if (code === undefined) return new Refused('qemu', errorClass, description, text)
  return new Refused('bridge', errorClass, description, text, code)
}

/** What the bridge says for programs of an error that it made. */
function codeIn({ '__qmp-dashboard': ours }: Message): string | undefined {
  const { code } = (ours ?? {}) as { code?: unknown }
  return typeof code === 'string' ? code : undefined
}

/** The words of QEMU 2.12 to 3.1 when it drops a command before it runs, since too many wait (V-14). */
export function readDrop(data: Message, { text }: PendingCommand): Refused {
  const reason = typeof data['reason'] === 'string' ? data['reason'] : 'no reason given'
  return new Refused('qemu', 'GenericError', `QEMU dropped the command before it ran: ${reason}`, text)
}

/**
 * Prints a request. Arguments that are undefined are left out (C-11, F-15).
 * @param verb `exec-oob` for what shall overtake (O-01)
 * @throws Refused by this page, for what QEMU could not answer to (F-04, F-10)
 */
export function printRequest(
  verb: 'execute' | 'exec-oob',
  command: string,
  args: unknown,
  id: string,
): string {
  try {
    return printJson(args === undefined ? { [verb]: command, id } : { [verb]: command, arguments: args, id })
  } catch (error) {
    throw new Refused('page', 'GenericError', words(error), command)
  }
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
