import type { CommandOutcome, LogEntry } from '#query/event-log.ts'
import type { Tone } from '#ui/tone.ts'

type Command = LogEntry & { kind: 'command' }

/** What was asked and, where QEMU did not do it, its words. Of others' commands not everything may be known. */
export function textOfCommand({ args, outcome, by }: Command): string {
  const printed = by !== undefined && args === undefined ? '' : print(args ?? {})
  return 'words' in outcome ? `${printed} ${outcome.words}`.trim() : printed
}

function print(value: unknown): string {
  return JSON.stringify(value, (_key, member) => (typeof member === 'bigint' ? `${member}` : member))
}

/** The tone that commands of this page have tells them from those of others. */
export function toneOfCommand({ outcome: { state }, by }: Command): Tone {
  if (state === 'refused') return 'bad'
  if (state === 'unknown' || state === 'not-sent') return 'warn'
  return by === undefined ? 'accent' : 'grey'
}

/** Who asked, and what came of it: `you · 4 ms`, `an operator · refused`. */
export function whoOfCommand({ outcome, by }: Command): string {
  const who = by === undefined ? 'you' : by === 'operator' ? 'an operator' : 'a viewer'
  return [who, resultOf(outcome)].filter(Boolean).join(' · ')
}

function resultOf(outcome: CommandOutcome): string {
  if (outcome.state === 'asked') return 'waiting'
  if (outcome.state === 'unknown') return 'outcome unknown'
  if (outcome.state === 'not-sent') return 'not sent'
  const took = outcome.ms === undefined ? [] : [`${Math.round(outcome.ms)} ms`]
  return [...(outcome.state === 'refused' ? ['refused'] : []), ...took].join(', ')
}
