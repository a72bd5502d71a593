import { describe, expect, it } from 'vitest'
import { sessionCases, startVm } from './servers.ts'
import { openClient } from './session-client.ts'

const tellEvents = { capabilities: [{ capability: 'events', state: true } as const] }

describe.each(sessionCases)('a migration of a VM at %s', (_, server) => {
  const begin = async () => {
    const vm = await startVm(server, Date.now)
    return { vm, file: { uri: `exec:cat > ${vm.path('vm.mig')}` }, ...(await openClient(vm.dial())) }
  }
  const ended = (data: Readonly<Record<string, unknown>>) =>
    data['status'] === 'completed' || data['status'] === 'failed'

  it('L-11: query-migrate is empty before the first one', async () => {
    const { session } = await begin()
    expect(await session.execute('query-migrate')).toEqual({})
  })

  it('V-07, L-11: with events on each step sends one; to a file it ends in postmigrate, and cont continues here', async () => {
    const { session, wire, events, heard, file } = await begin()
    await session.execute('cont')
    await session.execute('migrate-set-capabilities', tellEvents)
    wire.takeNews()
    await session.execute('migrate', file)
    await heard('MIGRATION', ended)
    expect(wire.takeNews().slice(0, 2)).toEqual(['MIGRATION', 'return'])
    const told = events.map(({ name, data }) => `${name} ${data['status'] ?? data['pass'] ?? ''}`.trim())
    for (const step of [
      'MIGRATION setup',
      'MIGRATION_PASS 1',
      'MIGRATION active',
      'STOP',
      'MIGRATION_PASS 2',
    ]) {
      expect(told).toContain(step)
    }
    expect(told.at(-1)).toBe('MIGRATION completed')
    expect(told.indexOf('MIGRATION active')).toBeLessThan(told.indexOf('STOP'))
    expect(await session.execute('query-migrate')).toMatchObject({
      status: 'completed',
      ram: { remaining: 0 },
    })
    // QEMU may say that it is done a moment before it is.
    const status = () => session.execute('query-status')
    await expect.poll(status).toMatchObject({ status: 'postmigrate', running: false })
    wire.takeNews()
    await session.execute('cont')
    expect(wire.takeNews()).toEqual(['RESUME', 'return'])
  })

  it('V-07: with events off only STOP comes, and query-migrate reports the rest', async () => {
    const { session, events, heard, file } = await begin()
    await session.execute('cont')
    await session.execute('migrate', file)
    await heard('STOP')
    while ((await session.execute('query-migrate')).status !== 'completed');
    expect(events.map(({ name }) => name)).toEqual(['RESUME', 'STOP'])
  })

  it('L-11: returns at once where nothing listens; the reason is in query-migrate', async () => {
    const { session, heard } = await begin()
    await session.execute('migrate-set-capabilities', tellEvents)
    expect(await session.execute('migrate', { uri: 'unix:/nowhere/vm.sock' })).toEqual({})
    await heard('MIGRATION', ended)
    expect(await session.execute('query-migrate')).toMatchObject({
      status: 'failed',
      'error-desc': expect.stringContaining('Failed to connect'),
    })
    expect(await session.execute('query-status')).toMatchObject({ status: 'prelaunch' })
  })

  it('an unknown kind of destination is refused', async () => {
    const { session } = await begin()
    const nowhere = session.execute('migrate', { uri: 'nope:x' })
    await expect(nowhere).rejects.toMatchObject({ class: 'GenericError' })
  })

  it('O-02: pausing and recovering are refused out of band where there is no postcopy', async () => {
    const { session } = await begin()
    await expect(session.execute('migrate-pause')).rejects.toMatchObject({ class: 'GenericError' })
    const recovery = session.execute('migrate-recover', { uri: 'unix:/nowhere/vm.sock' })
    await expect(recovery).rejects.toMatchObject({ class: 'GenericError' })
  })
})
