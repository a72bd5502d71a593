import type { RecordedObjects } from '../machine/qom-tree.ts'
import type { Commands } from '../protocol/commands.ts'
import answers from '../recorded/answers.json'
import qom from '../recorded/qom.json'
import { type ErrorClass, Refusal } from '../refusal.ts'
import type { Value, ValueObject } from '../wire/value.ts'

type Answer = { return: Value } | { error: { class: ErrorClass; desc: string } }

const recorded = answers as unknown as Readonly<Record<string, Answer>>

/** The objects of a q35 VM like the one that answered the queries. */
export const recordedObjects = qom as unknown as RecordedObjects

/** What a real QEMU 10.0 answered. @throws Refusal where it refused */
export function recordedAnswer(command: keyof typeof answers): Value {
  return replay(recorded[command])
}

/** The answer of a query that lists objects. */
export function recordedList(command: keyof typeof answers): ValueObject[] {
  return recordedAnswer(command) as ValueObject[]
}

/** Every recorded query, always answered as it was then. */
export const recordedCommands: Partial<Commands> = {
  plain: Object.fromEntries(Object.entries(recorded).map(([name, answer]) => [name, () => replay(answer)])),
}

function replay(answer: Answer | undefined): Value {
  if (!answer) throw new Error('not recorded')
  if ('return' in answer) return answer.return
  throw new Refusal(answer.error.desc, answer.error.class)
}
