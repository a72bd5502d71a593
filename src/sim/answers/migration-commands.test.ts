import { describe, expect, it } from 'vitest'
import { migrationCommands } from './migration-commands.ts'

describe('the parameters of a migration', () => {
  it('1.8: are answered as they were set, with all their digits, and the others stay', () => {
    const { plain = {}, withArguments = {} } = migrationCommands()
    const before = plain['query-migrate-parameters']?.()
    withArguments['migrate-set-parameters']?.({ 'max-bandwidth': 18446744073709551615n })
    expect(plain['query-migrate-parameters']?.()).toEqual({
      ...(before as object),
      'max-bandwidth': 18446744073709551615n,
    })
  })

  it('are as recorded in each new simulator', () => {
    migrationCommands().withArguments?.['migrate-set-parameters']?.({ 'downtime-limit': 1n })
    expect(migrationCommands().plain?.['query-migrate-parameters']?.()).toMatchObject({
      'downtime-limit': 300,
    })
  })
})
