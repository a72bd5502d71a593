import { member, number, oneOf, type Reader, readArray, readRole, readVm, text } from './shapes.ts'
import type { Act, Activity, ActOutcome, EventHistory, WatchGap } from './types.ts'

/** `GET /api/vms/ID/events`, checked member by member. */
export const readEventHistory: Reader<EventHistory> = (value) => {
  const epoch = text(member(value, 'epoch'))
  const first = number(member(value, 'first'))
  const events = readArray(member(value, 'events'), readNumbered)
  const gaps = readArray(member(value, 'gaps'), readGap)
  if (epoch === undefined || first === undefined || !events || !gaps) return undefined
  return { epoch, first, events, gaps }
}

const readNumbered: Reader<EventHistory['events'][number]> = (value) => {
  const seq = number(member(value, 'seq'))
  return seq === undefined ? undefined : { seq, event: member(value, 'event') }
}

const readGap: Reader<WatchGap> = (value) => {
  const [after, from, to] = ['after', 'from', 'to'].map((key) => number(member(value, key)))
  return after === undefined || from === undefined || to === undefined ? undefined : { after, from, to }
}

/** A message of `/api/activity`, checked member by member; undefined for what this page does not know. */
export const readActivity: Reader<Activity> = (value) => {
  switch (member(value, 'type')) {
    case 'vm': {
      const vm = readVm(member(value, 'vm'))
      return vm && { type: 'vm', vm }
    }
    case 'vm-gone': {
      const id = text(member(value, 'id'))
      return id === undefined ? undefined : { type: 'vm-gone', id }
    }
    case 'act': {
      const act = readAct(member(value, 'act'))
      return act && { type: 'act', act }
    }
  }
  return undefined
}

const readAct: Reader<Act> = (value) => {
  const [vm, command, id] = ['vm', 'command', 'id'].map((key) => text(member(value, key)))
  const role = readRole(member(value, 'role'))
  const outcome = oneOf<ActOutcome>(member(value, 'outcome'), ['done', 'refused', 'unknown'])
  const time = number(member(value, 'time'))
  if (vm === undefined || command === undefined || time === undefined || !role || !outcome) return undefined
  const args = member(value, 'arguments')
  const error = readRefusal(member(value, 'error'))
  return {
    vm,
    command,
    ...(args !== undefined && { arguments: args }),
    ...(id !== undefined && { id }),
    role,
    outcome,
    ...(error && { error }),
    time,
  }
}

const readRefusal: Reader<NonNullable<Act['error']>> = (value) => {
  const [kind, desc] = [text(member(value, 'class')), text(member(value, 'desc'))]
  return kind === undefined || desc === undefined ? undefined : { class: kind, desc }
}
