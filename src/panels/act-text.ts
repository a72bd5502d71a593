import type { Act } from '#model/act.ts'
import type { ActName } from '#qapi/types.ts'
import { printJson, printJsonIndented } from '#qmp/wire/json.ts'

/** A command as QEMU gets it, but for the id: to be shown before it is sent, and to be copied. */
export function actText(act: Act<ActName>): string {
  const command = { execute: act.command, arguments: act.arguments }
  try {
    return printJson(command)
  } catch {
    // What somebody types may be no text that QEMU takes; to send it will say so, to show it must not fail.
    return printJsonIndented(command)
  }
}
