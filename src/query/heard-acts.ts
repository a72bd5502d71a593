import type { Act, Activity } from '#api/types.ts'
import type { ActRecord } from './act-record.ts'
import type { EventLog, NewLogEntry } from './event-log.ts'
import type { Invalidator } from './invalidator.ts'
import { doneAct, entryOfAct, isOfPage, type OwnIds } from './reported-acts.ts'

/** What learns of acts, and by what the page knows its own. */
export interface ActHearers {
  acts: ActRecord
  log: EventLog
  invalidator: Invalidator
  own: OwnIds | undefined
}

/** Takes in what the bridge reports that clients did: what it has kept, or one act that has just finished. */
export function hearActs(message: Activity & { type: 'act' | 'acts' }, hearers: ActHearers): void {
  const { acts, log, invalidator } = hearers
  if (message.type === 'acts') {
    const wasListening = acts.known.getState().isComplete
    const missed = acts.catchUp(message)
    const entries = missed.flatMap((act) => entriesOf(act, hearers))
    log.insert(entries.sort((one, other) => one.at - other.at))
    if (wasListening) for (const { vm, command } of missed) invalidator.acted(vm, command)
  } else if (acts.isNew(message.act)) {
    for (const entry of entriesOf(message.act, hearers)) {
      log.append(entry)
      invalidator.acted(message.act.vm, message.act.command)
    }
  }
}

/** The lines that tell of an act, which is remembered; this page's own are in the log already. */
function entriesOf(act: Act, { acts, own }: ActHearers): readonly NewLogEntry[] {
  const done = doneAct(act, own)
  if (done) acts.add(act.vm, done)
  return isOfPage(act, own) ? [] : [entryOfAct(act, own)]
}
