import { cpus } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { VmProcess } from '#api/types.ts'
import type { Address } from '../target/address.ts'
import type { Target } from '../target/target.ts'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { freePort } from '../testing/free-port.ts'
import { HostQemus } from '../testing/host-qemus.ts'
import { kill, listening } from '../testing/programs.ts'
import { RealQemu } from '../testing/real-qemu.ts'
import type { NoProcess } from './no-process.ts'
import { readProcessInfo } from './process-info.ts'
import { ProcessKeeper } from './process-keeper.ts'

let toStop: { stop(): Promise<void> } | undefined
afterEach(() => toStop?.stop())

function targetAt(address: Address, more: Partial<Target> = {}): Target {
  return { id: 'vm', name: 'vm', source: 'argument', address, ...more }
}

function processOf(address: Address): Promise<VmProcess | NoProcess> {
  return new ProcessKeeper().read(targetAt(address), undefined)
}

function expectToBe(found: object, pid: number | undefined): void {
  const { startTime = 0, cpuSeconds = 0, threads, ...more } = found as VmProcess
  expect(more).toMatchObject({ pid, hostCpus: cpus().length, state: expect.stringMatching(/^[RSD]$/) })
  expect(more.now - startTime).toBeLessThan(30_000)
  expect(Object.keys(threads)).toContain(String(pid))
  expect(Object.values(threads).reduce((sum, seconds) => sum + seconds, 0)).toBeLessThanOrEqual(
    cpuSeconds + 0.1,
  )
  expect(more.residentBytes).toBeGreaterThan(1024 * 1024)
  expect(more.commandLine).toContain('-S')
}

describe.runIf(process.platform === 'linux')('the process behind a VM', () => {
  test('is the QEMU that listens on the Unix socket, however its path is written', async () => {
    const qemu = await RealQemu.start()
    toStop = qemu
    for (const path of [
      qemu.path,
      relative(process.cwd(), qemu.path),
      qemu.path.replace('/tmp/', '/proc/self/root/tmp/'),
    ]) {
      expectToBe(await processOf({ kind: 'unix', path }), qemu.process.pid)
    }
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
      expectToBe(await processOf({ kind: 'tcp', host, port }), qemu.process.pid)
    }
    expect(await processOf({ kind: 'tcp', host: '127.0.0.2', port })).toMatchObject({ why: 'no-listener' })
  })

  test('is not given where something other than QEMU listens', async () => {
    const fake = await FakeQemu.start()
    toStop = fake
    const found = await processOf({ kind: 'unix', path: fake.address.slice('unix:'.length) })
    expect(found).toEqual({
      why: 'not-qemu',
      absent: expect.stringMatching(/^The socket belongs to .*, which is no QEMU\.$/),
    })
  })
})

describe.runIf(process.platform === 'linux')('a QEMU that changes', () => {
  let host: HostQemus
  beforeAll(async () => {
    host = await HostQemus.start()
  })
  afterEach(() => host.clear())
  afterAll(() => host.stop())

  async function start(path: string, ...more: string[]) {
    const child = host.qemu('-qmp', `unix:${path},server=on,wait=off`, ...more)
    await listening(path, child)
    return child
  }

  test('is known after its end, with its command line and when it was, and again beside the next one', async () => {
    const path = join(host.folder, 'again.qmp')
    const target = targetAt({ kind: 'unix', path })
    let now = 123
    const keeper = new ProcessKeeper(() => now)
    const first = await start(path, '-name', 'first')
    expect(await keeper.read(target, undefined)).toMatchObject({ pid: first.pid, now: 123 })
    await kill(first)
    now = 200
    keeper.noteEnd()
    now = 300
    const ended = await keeper.read(target, undefined)
    expect(ended).toEqual({
      pid: first.pid,
      now: 300,
      threads: {},
      startTime: expect.any(Number),
      ended: 200,
      commandLine: expect.arrayContaining(['-name', 'first']),
    })
    const second = await start(path, '-name', 'second')
    expect(await keeper.read(target, undefined)).toMatchObject({
      pid: second.pid,
      commandLine: expect.arrayContaining(['second']),
      previous: { pid: first.pid, ended: 200, commandLine: expect.arrayContaining(['first']) },
    })
  })

  test('is the one of the session, while there is one, though another has taken the path since', async () => {
    const path = join(host.folder, 'taken.qmp')
    const target = targetAt({ kind: 'unix', path })
    const keeper = new ProcessKeeper()
    const session = {}
    const older = await start(path)
    expect(await keeper.read(target, session)).toMatchObject({ pid: older.pid })
    const younger = host.qemu('-qmp', `unix:${path},server=on,wait=off`)
    const pidWithout = async () => ((await processOf(target.address as Address)) as VmProcess).pid
    await expect.poll(pidWithout).toBe(younger.pid)
    expect(await keeper.read(target, session)).toMatchObject({ pid: older.pid })
    expect(await keeper.read(target, {})).toMatchObject({ pid: younger.pid })
  })

  test('that is stopped by a signal says so', async () => {
    const path = join(host.folder, 'stopped.qmp')
    const child = await start(path)
    child.kill('SIGSTOP')
    const state = async () => ((await processOf({ kind: 'unix', path })) as VmProcess).state
    await expect.poll(state).toBe('T')
  })

  test('is known by its process where discovery knows no address', async () => {
    const path = join(host.folder, 'silent.qmp')
    const { pid = 0 } = await start(path)
    const seen = (await processOf({ kind: 'unix', path })) as VmProcess

    const startTicks = readProcessInfo(pid)?.startTicks ?? ''
    const target = { ...targetAt({ kind: 'unix', path }), address: undefined, pid, startTicks }
    expect(await new ProcessKeeper().read(target, undefined)).toMatchObject({
      pid,
      startTime: seen.startTime,
    })
    expect(await new ProcessKeeper().read({ ...target, startTicks: '1' }, undefined)).toHaveProperty('why')
  })
})

describe('no process', () => {
  test.each([
    [{ kind: 'demo' } as const, 'simulated'],
    [{ kind: 'unix', path: '/nowhere/qmp.sock' } as const, 'no-listener'],
    [{ kind: 'tcp', host: '127.0.0.1', port: 1 } as const, 'no-listener'],
    [{ kind: 'tcp', host: 'vms.example', port: 4444 } as const, 'other-host'],
    [{ kind: 'tcp', host: '10.1.2.3', port: 4444 } as const, 'other-host'],
  ])('is given for %j, with the reason', async (address, why) => {
    expect(await processOf(address)).toEqual({ why, absent: expect.stringMatching(/\.$/) })
  })
})
