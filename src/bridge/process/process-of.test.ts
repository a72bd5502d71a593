import { cpus } from 'node:os'
import { relative } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { VmProcess } from '#api/types.ts'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { freePort } from '../testing/free-port.ts'
import { RealQemu } from '../testing/real-qemu.ts'
import { TestDashboard } from '../testing/test-dashboard.ts'
import { processOf } from './process-of.ts'

let toStop: { stop(): Promise<void> } | undefined
afterEach(() => toStop?.stop())

function expectToBe(found: object, qemu: RealQemu): void {
  const { pid, startTime, cpuSeconds, threads, residentBytes, hostCpus } = found as VmProcess
  expect(pid).toBe(qemu.process.pid)
  expect(Math.abs(Date.now() - startTime)).toBeLessThan(30_000)
  expect(Object.keys(threads)).toContain(String(pid))
  expect(Object.values(threads).reduce((sum, seconds) => sum + seconds, 0)).toBeLessThanOrEqual(
    cpuSeconds + 0.1,
  )
  expect(residentBytes).toBeGreaterThan(1024 * 1024)
  expect(hostCpus).toBe(cpus().length)
}

describe.runIf(process.platform === 'linux')('the process behind a VM', () => {
  test('is the QEMU that listens on the Unix socket, however its path is written', async () => {
    const qemu = await RealQemu.start()
    toStop = qemu
    expectToBe(await processOf({ kind: 'unix', path: qemu.path }), qemu)
    expectToBe(await processOf({ kind: 'unix', path: relative(process.cwd(), qemu.path) }), qemu)
    expectToBe(
      await processOf({ kind: 'unix', path: qemu.path.replace('/tmp/', '/proc/self/root/tmp/') }),
      qemu,
    )
  })

  test('is the QEMU that listens on the TCP port, by any loopback name', async () => {
    const port = await freePort()
    const qemu = await RealQemu.start([
      '-qmp',
      'unix:PATH,server=on,wait=off',
      '-qmp',
      `tcp:127.0.0.1:${port},server=on,wait=off`,
    ])
    toStop = qemu
    for (const host of ['127.0.0.1', 'localhost']) {
      expectToBe(await processOf({ kind: 'tcp', host, port }), qemu)
    }
    expect(await processOf({ kind: 'tcp', host: '127.0.0.2', port })).toHaveProperty('absent')
  })

  test('is told by the API to whoever has the token', async () => {
    const qemu = await RealQemu.start()
    const dashboard = await TestDashboard.start([`vm=${qemu.address}`])
    const { status, body } = await dashboard.get('/api/vms/vm/process')
    await dashboard.close()
    toStop = qemu
    expect(status).toBe(200)
    expectToBe(body as VmProcess, qemu)
  })

  test('is not what listens there without being a QEMU', async () => {
    const fake = await FakeQemu.start()
    toStop = fake
    const found = await processOf({ kind: 'unix', path: fake.address.slice('unix:'.length) })
    expect(found).toEqual({ absent: expect.stringMatching(/^The socket belongs to .*, which is no QEMU\.$/) })
  })
})

describe('no process', () => {
  test.each([
    [{ kind: 'demo' } as const, /simulated/],
    [{ kind: 'unix', path: '/nowhere/qmp.sock' } as const, /No process of this host listens/],
    [{ kind: 'tcp', host: '127.0.0.1', port: 1 } as const, /No process of this host listens/],
    [{ kind: 'tcp', host: 'vms.example', port: 4444 } as const, /not on this host/],
    [{ kind: 'tcp', host: '10.1.2.3', port: 4444 } as const, /not on this host/],
  ])('is told of %j, with the reason', async (address, reason) => {
    expect(await processOf(address)).toEqual({ absent: expect.stringMatching(reason) })
  })
})
