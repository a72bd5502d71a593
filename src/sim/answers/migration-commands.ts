import type { Commands } from '../protocol/commands.ts'
import type { ValueObject } from '../wire/value.ts'
import { recordedAnswer } from './recorded.ts'

/** The parameters of a migration are kept, whatever they are; nothing migrates. */
export function migrationCommands(): Partial<Commands> {
  let parameters = recordedAnswer('query-migrate-parameters') as ValueObject
  return {
    plain: { 'query-migrate-parameters': () => parameters },
    withArguments: {
      'migrate-set-parameters': (args) => {
        parameters = { ...parameters, ...args }
      },
    },
  }
}
