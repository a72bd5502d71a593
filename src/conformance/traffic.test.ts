import { describe, expect, it } from 'vitest'
import { sessionCases, startVm } from './servers.ts'
import { openClient } from './session-client.ts'

describe.each(sessionCases)('a session with %s', (_, server) => {
  const begin = async () => openClient((await startVm(server, Date.now)).dial())

  it('P-01: reports the same version as query-version', async () => {
    const { session } = await begin()
    const { version, package: packageName } = session.greeting
    expect(await session.execute('query-version')).toEqual({ qemu: version, package: packageName })
  })

  it('O-04: keeps seven commands in flight, and gives each of many its own answer', async () => {
    const { session, wire, strays } = await begin()
    const paths = Array.from({ length: 40 }, (_path, index) => (index % 2 ? '/machine/peripheral' : '/ghost'))
    const answers = await Promise.allSettled(paths.map((path) => session.execute('qom-list', { path })))
    expect(answers.map(({ status }) => status)).toEqual(
      paths.map((path) => (path === '/ghost' ? 'rejected' : 'fulfilled')),
    )
    expect(wire.mostInFlight).toBe(7)
    expect(wire.takeNews()).toEqual(paths.map((path) => (path === '/ghost' ? 'error' : 'return')))
    expect(strays).toEqual([])
  })

  it('1.8, C-10: integers beyond 2^53 keep their digits both ways', async () => {
    const { session } = await begin()
    for (const bandwidth of [9223372036853727232n, 18446744073709551615n]) {
      await session.execute('migrate-set-parameters', { 'max-bandwidth': bandwidth })
      const parameters = await session.execute('query-migrate-parameters')
      expect(parameters['max-bandwidth']).toBe(bandwidth)
    }
  })

  it('F-11, I-01: the schema, some 200 kB in one message, has the commands that query-commands lists', async () => {
    const { session } = await begin()
    const [schema, commands] = await Promise.all([
      session.execute('query-qmp-schema'),
      session.execute('query-commands'),
    ])
    const described = schema.filter((entry) => entry['meta-type'] === 'command').map(({ name }) => name)
    expect(described.toSorted()).toEqual(commands.map(({ name }) => name).toSorted())
  })

  it('F-02: understands messages over many lines', async () => {
    const vm = await startVm(server, Date.now, { pretty: true })
    const { session, wire, closed } = await openClient(vm.dial())
    expect(await session.execute('query-name')).toEqual({ name: 'demo' })
    await session.execute('quit')
    await closed
    expect(wire.takeNews()).toEqual(['return', 'SHUTDOWN', 'return', 'gone'])
  })

  it('closes when it is told to, and the next client is served', async () => {
    const vm = await startVm(server, Date.now)
    const first = await openClient(vm.dial())
    first.session.close()
    expect(await first.closed).toMatchObject({ end: { cause: 'closed' } })
    await expect(first.session.execute('query-status')).rejects.toMatchObject({ kind: 'unreachable' })
    const second = await openClient(vm.dial())
    expect(await second.session.execute('query-name')).toEqual({ name: 'demo' })
  })
})
