import { parseJson, printJson } from '#qmp/wire/json.ts'
import type { FinishedAct } from '../vm/finished-act.ts'
import { maskSecrets } from './mask-secrets.ts'

/**
 * An act's arguments with secrets masked, as JSON text; integers keep their digits. Undefined where there are none, or
 * none that can be read: what cannot be masked is not shown.
 */
export function maskedArguments({ command, argumentsText }: FinishedAct): string | undefined {
  if (argumentsText === undefined) return undefined
  try {
    return printJson(maskSecrets(command, parseJson(argumentsText)))
  } catch {
    return undefined
  }
}
