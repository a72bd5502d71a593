import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { VmList } from '#api/types.ts'
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
  dashboard = await TestDashboard.start([`vm=${qemu.address}`])
}

async function stateOfVm(): Promise<string | undefined> {
  const { body } = await dashboard.get('/api/vms')
  return (body as VmList).vms[0]?.state
}

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

  test('P-06: is told that another client holds the monitor, and gets it when that one leaves', async () => {
    await start()
    const holder = connect(qemu.path)
    await once(holder, 'data')
    const early = dashboard.view('vm')
    early.send('{"execute": "quit"}')
    const { code, reason } = await early.closed
    expect([code, reason]).toEqual([4504, expect.stringContaining('another client')])
    expect(await stateOfVm()).toBe('busy')
    holder.destroy()
    const viewer = dashboard.view('vm')
    viewer.send(negotiate)
    // What the first viewer said never reached QEMU: it still runs.
    expect(await viewer.received(2)).toContain('{"return": {}, "id": 1}')
  })

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
