import { describe, expect, it, onTestFinished } from 'vitest'
import { ManualClock } from '#link/manual-clock.ts'
import { type Connection, type ConnectionState, keepConnected } from '#qmp/connection.ts'
import { framed } from '#qmp/framed.ts'
import { serverCases, startVm } from './servers.ts'
import type { Vm } from './vm.ts'
import { WatchedLink } from './watched-link.ts'

describe.each(serverCases)('a connection kept to %s', (_, server) => {
  it('C-08, P-09: after a loss the outcome is unknown, and the next session takes only its own answers', async () => {
    const { connection, reached, links, strays } = keep(await startVm(server, Date.now))
    await reached('ready')
    const resuming = connection.execute('cont')
    links[0]?.cut()
    await expect(resuming).rejects.toMatchObject({ kind: 'interrupted', sent: true })
    expect(connection.state()).toMatchObject({ phase: 'waiting', attempt: 0 })
    connection.tryNow()
    await reached('ready')
    const { status } = await connection.execute('query-status')
    expect(['prelaunch', 'running']).toContain(status)
    expect(await connection.execute('query-name')).toEqual({ name: 'demo' })
    // The answer to the command of the old session may have come, or not.
    expect(strays.filter((text) => text !== '{"return": {}, "id": "session1-2"}')).toEqual([])
  })

  it('P-06: a second one waits for its greeting until the first has closed', async () => {
    const vm = await startVm(server, Date.now)
    const first = keep(vm)
    await first.reached('ready')
    const second = keep(vm)
    await first.connection.execute('query-name')
    expect(second.connection.state()).toEqual({ phase: 'connecting', attempt: 1 })
    first.connection.close()
    await second.reached('ready')
    expect(await second.connection.execute('query-name')).toEqual({ name: 'demo' })
  })

  it('L-10: after quit nothing answers, and it keeps retrying', async () => {
    const { connection, reached } = keep(await startVm(server, Date.now))
    await reached('ready')
    expect(await connection.execute('quit')).toEqual({})
    await reached('waiting')
    expect(connection.state()).toMatchObject({ why: { end: { cause: 'gone' } }, attempt: 0 })
    // The socket of a QEMU that is about to end may still take a client, only to leave it again.
    const isGone = () => {
      const state = connection.state()
      return 'why' in state && state.why.kind === 'unreachable' && state.why.end.cause === 'gone'
    }
    while (isGone()) {
      connection.tryNow()
      await reached('waiting')
    }
    expect(connection.state()).toMatchObject({ why: { end: { cause: 'unreachable' } } })
    await expect(connection.execute('query-name')).rejects.toMatchObject({ kind: 'unreachable' })
  })
})

/** A connection until the end of the test, and what is seen of it. */
function keep(vm: Vm) {
  const links: WatchedLink[] = []
  const strays: string[] = []
  const clock = new ManualClock()
  let changed: () => void = () => {}
  const connection: Connection = keepConnected({
    dial: () => {
      const link = new WatchedLink(vm.dial())
      links.push(link)
      return framed(link, clock)
    },
    clock,
    idPrefix: () => `session${links.length}`,
    random: () => 0,
    onState: () => changed(),
    onEvent: () => {},
    onStray: (text) => strays.push(text),
  })
  onTestFinished(() => connection.close())
  const reached = async (phase: ConnectionState['phase']) => {
    while (connection.state().phase !== phase) {
      await new Promise<void>((resolve) => {
        changed = resolve
      })
    }
  }
  return { connection, reached, links, strays }
}
