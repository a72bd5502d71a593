import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { VmList } from '#api/types.ts'
import { socketDetails } from '../process/socket-details.ts'
import { SocketTables } from '../process/socket-tables.ts'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { kill, startProgram } from '../testing/programs.ts'
import { RealQemu } from '../testing/real-qemu.ts'
import { TestDashboard } from '../testing/test-dashboard.ts'

let qemu: RealQemu
let dashboard: TestDashboard
afterEach(async () => {
  await dashboard.close()
  await qemu.stop()
})

async function start(monitor?: string[]): Promise<void> {
  qemu = await RealQemu.start(monitor)
  dashboard = await TestDashboard.start([`vm=${qemu.address}`, '--viewer-token', viewerToken])
}

async function stateOfVm(): Promise<string | undefined> {
  const { body } = await dashboard.get('/api/vms')
  return (body as VmList).vms[0]?.state
}

/** How many connections wait for a server to accept them. */
async function waitingAt(path: string): Promise<number> {
  const sockets = await new SocketTables('self').unix()
  return sockets.filter((socket) => socket.path === path && socket.inode === '0').length
}

const viewerToken = 'the-token-of-who-watches'
const knowsHolders = process.platform === 'linux' && (await socketDetails('self')) !== undefined
const negotiate = '{"execute": "qmp_capabilities", "id": 1}'

describe('a viewer of a real QEMU', () => {
  test('gets the greeting first, then its own answers', async () => {
    await start()
    const viewer = dashboard.view('vm')
    viewer.send(negotiate, '{"execute": "query-status", "id": "two"}')
    const [greeting, negotiated, status] = (await viewer.received(3)).map((text) => JSON.parse(text))
    expect(greeting.QMP.version.qemu).toHaveProperty('major')
    expect(negotiated).toEqual({ return: {}, id: 1 })
    expect(status).toMatchObject({ return: { running: false }, id: 'two' })
    expect(await stateOfVm()).toBe('connected')
  })

  test.runIf(process.platform === 'linux')('is let in to an abstract socket', async () => {
    const other = ['-qmp', 'unix:PATH-abstract,abstract=on,tight=off,server=on,wait=off']
    qemu = await RealQemu.start([...other, '-qmp', 'unix:PATH,server=on,wait=off'])
    dashboard = await TestDashboard.start([`vm=${other[1]?.replace('PATH', qemu.path)}`])
    const viewer = dashboard.view('vm')
    viewer.send(negotiate)
    expect(JSON.parse((await viewer.received(2))[1] ?? '')).toEqual({ return: {}, id: 1 })
    expect(await dashboard.get('/api/vms/vm/process')).toMatchObject({ status: expect.any(Number) })
  })

  test('F-02: gets whole messages from a monitor with pretty=on', async () => {
    await start(['-chardev', 'socket,id=q,path=PATH,server=on,wait=off', '-mon', 'q,mode=control,pretty=on'])
    const viewer = dashboard.view('vm')
    viewer.send(negotiate, '{"execute": "query-version", "id": {"a": [2]}}')
    const messages = await viewer.received(3)
    expect(messages[0]).toContain('\n')
    expect(JSON.parse(messages[2] ?? '')).toMatchObject({ return: { qemu: {} }, id: { a: [2] } })
  })

  test('gets answers of any size whole', async () => {
    await start()
    const viewer = dashboard.view('vm')
    viewer.send(negotiate, '{"execute": "query-qmp-schema", "id": 2}')
    const [, , schema = ''] = await viewer.received(3)
    expect(schema.length).toBeGreaterThan(100_000)
    expect(JSON.parse(schema).return.length).toBeGreaterThan(500)
  })

  test('P-05: reads through the options of a telnet port', async () => {
    await start(['-qmp', 'unix:PATH,server=on,wait=off,telnet=on'])
    const viewer = dashboard.view('vm')
    viewer.send(negotiate)
    expect((await viewer.received(2))[0]).toMatch(/^\{"QMP"/)
  })

  test('sees quit answered and the connection closed by QEMU', async () => {
    await start()
    const viewer = dashboard.view('vm')
    viewer.send(negotiate, '{"execute": "quit", "id": 2}')
    expect(await viewer.closed).toEqual({ code: 4410, reason: 'QEMU closed the connection.' })
    expect(viewer.messages).toContain('{"return": {}, "id": 2}')
    expect(await stateOfVm()).toBe('unreachable')
  })

  test('is told when QEMU is killed, and that it is gone when it comes again', async () => {
    await start()
    const viewer = dashboard.view('vm')
    viewer.send(negotiate)
    await viewer.received(2)
    const exit = once(qemu.process, 'exit')
    qemu.process.kill('SIGKILL')
    expect((await viewer.closed).code).toBe(4410)
    await exit
    const { code, reason } = await dashboard.view('vm').closed
    expect([code, reason]).toEqual([4502, expect.stringMatching(/^Connection refused/)])
  })

  test.runIf(knowsHolders)(
    'P-06: is told who holds the monitor, does not wait in its queue, and gets it when that one leaves',
    async () => {
      await start()
      const program = `require('net').connect(${JSON.stringify(qemu.path)}).on('data', () => console.log('held'))`
      const holder = startProgram([process.execPath, '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
      if (holder.stdout) await once(holder.stdout, 'data')
      const by = { name: 'node', pid: holder.pid }
      for (let attempt = 0; attempt < 4; attempt++) {
        const viewer = dashboard.view('vm')
        viewer.send('{"execute": "quit"}')
        expect((await viewer.closed).code).toBe(4504)
        expect(viewer.closing).toMatchObject({ code: 'held', by })
      }
      expect(await waitingAt(qemu.path)).toBe(0)
      expect(await stateOfVm()).toBe('busy')
      // Who may only watch is told no more than that.
      const watching = dashboard.view('vm', viewerToken)
      expect(await watching.closed).toEqual({
        code: 4504,
        reason: 'Another program holds the monitor of this VM.',
      })
      expect(watching.closing).toEqual({ code: 'held' })
      await kill(holder)
      const viewer = dashboard.view('vm')
      viewer.send(negotiate)
      // What the first viewers said never reached QEMU: it still runs.
      expect(await viewer.received(2)).toContain('{"return": {}, "id": 1}')
    },
  )

  test.runIf(process.platform === 'linux')('is told that a signal has stopped QEMU', async () => {
    await start()
    qemu.process.kill('SIGSTOP')
    const viewer = dashboard.view('vm')
    expect((await viewer.closed).code).toBe(4504)
    expect(viewer.closing).toEqual({ code: 'stopped', pid: qemu.process.pid })
    qemu.process.kill('SIGCONT')
  })

  test.runIf(knowsHolders)('is not told of another client where the kernel lists none', async () => {
    await start(['-serial', 'unix:PATH,server=on,wait=off'])
    const viewer = dashboard.view('vm')
    const { reason } = await viewer.closed
    expect(viewer.closing).toEqual({ code: 'no-greeting', heard: 'nothing', alone: true })
    expect(reason).toContain('no sign of another client')
    expect(await stateOfVm()).toBe('busy')
  })

  test.runIf(process.platform === 'linux')(
    'is told that another program than QEMU listens there, even while another client is connected',
    async () => {
      const silent = await FakeQemu.start(() => {}, 'tcp')
      const { port } = silent.address.match(/:(?<port>\d+)$/)?.groups ?? {}
      const client = connect(Number(port), '127.0.0.1')
      await once(client, 'connect')
      qemu = await RealQemu.start()
      dashboard = await TestDashboard.start([`vm=${silent.address}`, '--viewer-token', viewerToken])
      const operator = dashboard.view('vm')
      const { code, reason } = await operator.closed
      const listener = { name: expect.stringContaining('node'), pid: process.pid }
      expect(operator.closing).toEqual({ code: 'no-greeting', heard: 'nothing', listener })
      expect(code).toBe(4504)
      expect(reason).toMatch(/What listens there is node.* \(process \d+\), not QEMU\.$/)
      expect(await stateOfVm()).toBe('unreachable')
      const viewer = dashboard.view('vm', viewerToken)
      expect((await viewer.closed).reason).toBe('No QMP greeting: what listens there is not QEMU.')
      expect(viewer.closing).toEqual({ code: 'no-greeting', heard: 'nothing', listener: {} })
      client.destroy()
      await silent.stop()
    },
  )

  test('frees the monitor when it leaves', async () => {
    await start()
    const viewer = dashboard.view('vm')
    await viewer.received(1)
    await viewer.leave()
    const other = connect(qemu.path)
    const [data] = await once(other, 'data')
    expect(String(data)).toContain('QMP')
    other.destroy()
    expect(await stateOfVm()).toBe('idle')
  })

  test('P-05: is told that a port is a human monitor', async () => {
    await start(['-monitor', 'unix:PATH,server=on,wait=off'])
    const { code, reason } = await dashboard.view('vm').closed
    expect([code, reason]).toEqual([4504, expect.stringContaining('human monitor (HMP)')])
    expect(await stateOfVm()).toBe('unreachable')
  })
})
