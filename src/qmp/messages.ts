import { Interrupted, Refused } from './errors.ts'
import type { PendingCommand } from './pending-commands.ts'
import { printJson } from './wire/json.ts'

/** A message of QEMU: greeting, answer or event. */
export type Message = Readonly<Record<string, unknown>>

/** Reads an error answer, QEMU's or one that the bridge made itself and marked so. */
export function readRefusal(message: Message, { command, text }: PendingCommand): Refused | Interrupted {
  const byBridge = message['__qmp-dashboard']
  if (byBridge === 'outcome-unknown') return new Interrupted(command, true)
  const error = message['error'] as { class?: unknown; desc?: unknown } | null
  const description = typeof error?.desc === 'string' ? error.desc : 'an error without a description'
  const errorClass = typeof error?.class === 'string' ? error.class : 'GenericError'
  return new Refused(byBridge === undefined ? 'qemu' : 'bridge', errorClass, description, text)
}

/**
 * Prints a request. Arguments that are undefined are left out (C-11, F-15).
 * @throws Refused by this page, for what QEMU could not answer to (F-04, F-10)
 */
export function printRequest(command: string, args: unknown, id: string): string {
  try {
    return printJson(
      args === undefined ? { execute: command, id } : { execute: command, arguments: args, id },
    )
  } catch (error) {
    throw new Refused('page', 'GenericError', words(error), command)
  }
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
