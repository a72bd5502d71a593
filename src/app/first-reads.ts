import { panels } from '#panels/index.ts'
import type { ReadName } from '#qapi/types.ts'

/** What a VM's header asks. */
const ofHeader = [['query-status'], ['query-name'], ['query-current-machine']] as const

/** Queries that the main column of a VM's overview begins with; of those in one line, the first that QEMU has. */
export function firstReads(): readonly (readonly ReadName[])[] {
  const main = panels.filter(({ overview }) => overview !== undefined && overview !== 'side')
  return [...ofHeader, ...main.map(({ needs }) => needs.filter(goesWithoutArguments))]
}

/** The rest, such as `qom-list`, asks about something: its panel knows about what. */
function goesWithoutArguments(command: ReadName): boolean {
  return command.startsWith('query-')
}
