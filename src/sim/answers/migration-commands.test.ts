import { describe, expect, it } from 'vitest'
import { simulate } from '../test-client.ts'

const start = (scenario = 'default') => simulate(scenario).connect().negotiate()
const events = { capabilities: [{ capability: 'events', state: true }] }

describe('the parameters of a migration', () => {
  it('1.8: are answered as they were set, with all their digits, and the others keep their values', () => {
    const client = start()
    const before = client.ask('query-migrate-parameters')
    client.send('{"execute": "migrate-set-parameters", "arguments": {"max-bandwidth": 18446744073709551615}}')
    const [after] = client.send('{"execute": "query-migrate-parameters"}')
    expect(after).toContain('"max-bandwidth": 18446744073709551615')
    expect(client.ask('query-migrate-parameters')).toMatchObject({
      ...(before as object),
      'max-bandwidth': 2 ** 64,
    })
  })

  it('are as recorded in each new simulator', () => {
    start().run('migrate-set-parameters', { 'downtime-limit': 1 })
    expect(start().ask('query-migrate-parameters')).toMatchObject({ 'downtime-limit': 300 })
  })
})

describe('a migration', () => {
  it('L-11: goes from setup to completed, and leaves the VM in postmigrate', () => {
    const client = start()
    expect(client.ask('query-migrate')).toEqual({})
    client.run('migrate-set-capabilities', events)
    expect(client.run('migrate', { uri: 'exec:cat > /vm.mig' })).toEqual([
      'MIGRATION',
      { return: {} },
      'MIGRATION_PASS',
      'MIGRATION',
    ])
    client.wait(200)
    expect(client.ask('query-migrate')).toMatchObject({ status: 'active', ram: { total: 536_870_912 } })
    expect(client.eventsWithin(200)).toEqual(['STOP', 'MIGRATION_PASS', 'MIGRATION'])
    expect(client.ask('query-status')).toMatchObject({ status: 'postmigrate' })
    expect(client.ask('query-migrate')).toMatchObject({ status: 'completed', ram: { remaining: 0 } })
  })

  it('L-11: is cancelled, and the VM keeps running', () => {
    const client = start()
    client.run('migrate-set-capabilities', events)
    client.run('migrate', { uri: 'file:/vm.mig' })
    expect(client.refusal('migrate', { uri: 'file:/vm.mig' })).toContain('in progress')
    client.run('migrate_cancel')
    expect(client.ask('query-migrate')).toMatchObject({ status: 'cancelled' })
    expect(client.eventsWithin(2000)).not.toContain('STOP')
    expect(client.ask('query-status')).toMatchObject({ status: 'running' })
  })

  it('is refused to a VM that waits for an incoming one, and without postcopy there is nothing to pause or recover', () => {
    expect(start('inmigrate').refusal('migrate', { uri: 'file:/vm.mig' })).toContain('incoming')
    expect(start().refusal('migrate-pause')).toContain('postcopy')
    expect(start().refusal('migrate-recover', { uri: 'tcp:a:1' })).toContain('postcopy')
  })
})
