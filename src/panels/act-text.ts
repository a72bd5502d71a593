import type { Act } from '#model/act.ts'
import type { ActName } from '#qapi/types.ts'
import { printJson } from '#qmp/wire/json.ts'

/** A command as QEMU gets it, but for the id: to be shown before it is sent, and to be copied. */
export function actText(act: Act<ActName>): string {
  return printJson({ execute: act.command, arguments: act.arguments })
}
