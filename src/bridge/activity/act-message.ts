import type { Act, Role } from '#api/types.ts'
import { maskText } from '../audit/mask-secrets.ts'
import { maskedArguments } from '../audit/masked-arguments.ts'
import type { Limits } from '../limits.ts'
import type { FinishedAct } from '../vm/finished-act.ts'

/**
 * An act as `/api/activity` tells of it, as JSON text. Viewers hear what was done and what came of it: arguments, ids
 * and QEMU's words on them are between QEMU and operators.
 */
export function actMessage(vm: string, finished: FinishedAct, role: Role, limits: Limits): string {
  const { by, command, outcome, error, idText, time, times } = finished
  const act: Act = { vm, command, role: by.role, outcome, time, ...(times !== undefined && { times }) }
  if (role === 'operator') {
    if (error) act.error = { ...error, desc: maskText(error.desc) }
    if (idText !== undefined && idText.length <= longestId) act.id = idText
  }
  const args = role === 'operator' ? argumentsOf(finished, limits) : undefined
  const text = JSON.stringify(act)
  // Arguments are JSON text already, digit by digit.
  const whole = args === undefined ? text : `${text.slice(0, -1)},"arguments":${args}}`
  return `{"type":"act","act":${whole}}`
}

/** Characters of an id; a page's own are short. */
const longestId = 256

function argumentsOf(act: FinishedAct, limits: Limits): string | undefined {
  const { argumentsText } = act
  if (argumentsText !== undefined && argumentsText.length > limits.activityArgumentBytes) return undefined
  return maskedArguments(act)
}
