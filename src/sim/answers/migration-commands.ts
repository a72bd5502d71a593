import type { Commands } from '../protocol/commands.ts'
import { Refusal } from '../refusal.ts'
import { isObject, type ValueObject } from '../wire/value.ts'
import { text } from './argument-values.ts'
import { recordedAnswer, recordedList } from './recorded.ts'
import type { Vm } from './vm.ts'

/** Migration with its parameters and capabilities, which are kept, whatever they are. */
export function migrationCommands({ migration, machine }: Vm): Partial<Commands> {
  let parameters = recordedAnswer('query-migrate-parameters') as ValueObject
  let capabilities = recordedList('query-migrate-capabilities')
  return {
    plain: {
      'query-migrate': () => migration.query(),
      'query-migrate-parameters': () => parameters,
      'query-migrate-capabilities': () => capabilities,
      migrate_cancel: () => {
        migration.cancel()
      },
      'migrate-pause': () => {
        throw new Refusal(
          'migrate-pause is currently only supported during postcopy-active or postcopy-recover state',
        )
      },
    },
    withArguments: {
      'migrate-set-parameters': (args) => {
        parameters = { ...parameters, ...args }
      },
      'migrate-set-capabilities': (args) => {
        const wanted = capabilitiesIn(args)
        capabilities = capabilities.map((entry) => wanted.get(String(entry['capability'])) ?? entry)
        migration.tellsEvents = capabilities.some(
          ({ capability, state }) => capability === 'events' && state === true,
        )
      },
      migrate: (args) => {
        if (machine.runState === 'inmigrate') throw new Refusal('Guest is waiting for an incoming migration')
        migration.start(text(args, 'uri'))
      },
      'migrate-recover': () => {
        throw new Refusal('Migrate recover can only be run when postcopy is paused.')
      },
    },
  }
}

function capabilitiesIn(args: ValueObject): ReadonlyMap<string, ValueObject> {
  const list = Array.isArray(args['capabilities']) ? args['capabilities'].filter(isObject) : []
  return new Map(list.map((entry) => [String(entry['capability']), entry]))
}
