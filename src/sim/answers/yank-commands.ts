import type { Commands } from '../protocol/commands.ts'
import { Refusal } from '../refusal.ts'
import { isObject, type Value } from '../wire/value.ts'
import { recordedList } from './recorded.ts'

/** Operations that wait for a dead peer can be cut (rule O-07). Here there are none. */
export const yankCommands: Partial<Commands> = {
  withArguments: {
    yank: (args) => {
      const wanted = Array.isArray(args['instances']) ? args['instances'] : []
      if (!wanted.every(isKnown)) throw new Refusal('Instance not found', 'DeviceNotFound')
    },
  },
}

function isKnown(wanted: Value): boolean {
  return (
    isObject(wanted) &&
    recordedList('query-yank').some(({ id, type }) => id === wanted['id'] && type === wanted['type'])
  )
}
