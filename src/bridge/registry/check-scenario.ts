import type { Address } from '../command-line/address.ts'
import { UsageError } from '../command-line/usage-error.ts'

/** @throws UsageError for a simulated VM of a scenario that does not exist */
export function checkScenario(address: Address, scenarioNames: readonly string[]): void {
  if (address.kind !== 'demo' || address.scenario === undefined) return
  if (scenarioNames.includes(address.scenario)) return
  const known = scenarioNames.join(', ')
  throw new UsageError(`there is no scenario "${address.scenario}": take demo, or demo: and one of ${known}`)
}
