import type { Act, Role } from '#api/types.ts'
import { maskText } from '../audit/mask-secrets.ts'
import { maskedArguments } from '../audit/masked-arguments.ts'
import type { Limits } from '../limits.ts'
import type { FinishedAct } from '../vm/finished-act.ts'

/**
 * An act as `/api/activity` reports it, as JSON text. Viewers hear what was done and what came of it: arguments, ids
 * and QEMU's words on them are between QEMU and operators.
 */
export function actText(vm: string, seq: number, finished: FinishedAct, role: Role, limits: Limits): string {
  const { by, command, outcome, error, idText, time, times, ms, events } = finished
  const act: Act = {
    ...{ vm, seq, command, role: by.role, outcome, time },
    ...(times !== undefined && { times }),
    ...(ms !== undefined && { ms }),
    ...(events && { events }),
  }
  if (role === 'operator') {
    if (error) act.error = { ...error, desc: maskText(error.desc) }
    if (idText !== undefined && idText.length <= longestId) act.id = idText
  }
  const isTold = role === 'operator' || toldToViewers.has(command)
  const args = isTold ? argumentsOf(finished, limits) : undefined
  const text = JSON.stringify(act)
  // Arguments are JSON text already, digit by digit.
  return args === undefined ? text : `${text.slice(0, -1)},"arguments":${args}}`
}

/** Characters of an id; a page's own are short. */
const longestId = 256

/** Whether a network link is up no query reports, and the arguments are names that viewers can list. */
const toldToViewers: ReadonlySet<string> = new Set(['set_link'])

function argumentsOf(act: FinishedAct, limits: Limits): string | undefined {
  const { argumentsText } = act
  if (argumentsText !== undefined && argumentsText.length > limits.activityArgumentBytes) return undefined
  return maskedArguments(act)
}
