import type { FinishedAct } from '../vm/finished-act.ts'
import { maskText } from './mask-secrets.ts'
import { maskedArguments } from './masked-arguments.ts'

/** One line of the audit, without its end: who did what to which VM, and what came of it. */
export function auditLine(vm: string, act: FinishedAct): string {
  const { by, command, outcome, error, time, times } = act
  const facts = { time: new Date(time).toISOString(), role: by.role, peer: by.peer, vm, command }
  const result = { outcome, times, ...(error && { error: { ...error, desc: maskText(error.desc) } }) }
  const args = maskedArguments(act)
  // Arguments are text already, digit by digit; JSON.stringify escapes every line end in the rest.
  const middle = args === undefined ? '' : `,"arguments":${args}`
  return `${JSON.stringify(facts).slice(0, -1)}${middle},${JSON.stringify(result).slice(1)}`
}
