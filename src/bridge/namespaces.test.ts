import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { VmProcess } from '#api/types.ts'
import { HostQemus } from './testing/host-qemus.ts'
import { qemuProgram, startProgram } from './testing/programs.ts'
import { TestDashboard } from './testing/test-dashboard.ts'

// Paths, thread ids and ports are those of the namespace that QEMU lives in.

/** Whether the kernel, or the container that this runs in, refuses such namespaces. */
async function isRefused(...flags: string[]): Promise<boolean> {
  const child = startProgram(['unshare', ...flags, 'true'], { stdio: 'ignore' })
  const status = await Promise.race([once(child, 'exit'), once(child, 'error')])
  return status[0] !== 0
}

const isLinux = process.platform === 'linux'
const hasBoxes = isLinux && !(await isRefused('-m', '-n'))
const hasPids = isLinux && !(await isRefused('-p', '-f'))

let host: HostQemus
let dashboard: TestDashboard | undefined
beforeAll(async () => {
  host = await HostQemus.start()
})
afterEach(async () => {
  await dashboard?.close()
  await host.clear()
})
afterAll(() => host.stop())

const at = (name: string) => join(host.folder, name)
const qmpAt = (path: string) => ['-qmp', `unix:${path},server=on,wait=off`]
const pc = [qemuProgram, '-machine', 'pc', '-S', '-display', 'none', '-nodefaults', '-vga', 'std']

/** What a dashboard with this one VM says of its process, once that is there. */
async function processOf(path: string): Promise<VmProcess> {
  await expect.poll(() => existsSync(path), { timeout: 10_000 }).toBe(true)
  dashboard = await TestDashboard.start([`vm=${path}`])
  const get = async () => (await dashboard?.get('/api/vms/vm/process'))?.status
  await expect.poll(get, { timeout: 10_000 }).toBe(200)
  return (await dashboard.get('/api/vms/vm/process')).body as VmProcess
}

/** The first bytes of a stream, or why there is none. */
async function beginOf(kind: 'vnc' | 'chardev', name: string): Promise<string> {
  const viewer = dashboard?.open(`/api/vms/vm/streams/${kind}/${name}`, 'binary')
  const begin = viewer?.received(1).then(([bytes]) => bytes)
  return (await begin?.catch((error: Error) => error.message)) ?? ''
}

/** What QEMU answers to one command. */
async function ask(command: string): Promise<string> {
  const viewer = dashboard?.view('vm')
  viewer?.send('{"execute":"qmp_capabilities"}', JSON.stringify({ execute: command }))
  const [, , answer = ''] = (await viewer?.received(3)) ?? []
  await viewer?.leave()
  return answer
}

describe.runIf(hasBoxes)('a QEMU with mounts and a network of its own', () => {
  test('has its process, its display and its serial port', async () => {
    const [vnc, serial, qmp] = [at('vnc'), at('serial'), at('boxed')]
    const ports = ['-vnc', `unix:${vnc}`, '-serial', `unix:${serial},server=on,wait=off`]
    const { pid } = host.run(['unshare', '-m', '-n', ...pc, ...ports, ...qmpAt(qmp)])
    const found = await processOf(qmp)
    expect(found).toMatchObject({ pid, commandLine: expect.arrayContaining([`unix:${vnc}`]) })
    expect(found.cpuSeconds).toBeGreaterThan(0)
    expect(found.startTime).toBeGreaterThan(0)
    expect(await beginOf('vnc', 'default')).toMatch(/^RFB 003/)
    const port = dashboard?.open('/api/vms/vm/streams/chardev/serial0', 'binary')
    await expect.poll(() => ask('query-chardev')).toContain(`"unix:${serial},server=on"`)
    await port?.leave()
  })

  test('a TCP port in another network namespace is reported as out of reach', async () => {
    const qmp = at('far')
    host.run(['unshare', '-n', ...pc, '-vnc', '127.0.0.1:7', ...qmpAt(qmp)])
    await processOf(qmp)
    expect(await beginOf('vnc', 'default')).toContain('network namespace')
  })

  test('has the socket that another path leads to, and not one of the same path elsewhere', async () => {
    for (const folder of ['inside', 'outside', 'here']) mkdirSync(at(folder))
    const mount = `mount --bind ${at('outside')} ${at('inside')}`
    const run = [...pc, '-vnc', `unix:${at('inside/vnc')}`, ...qmpAt(at('inside/qmp'))].join(' ')
    const boxed = host.run(['unshare', '-m', 'sh', '-c', `${mount} && exec ${run}`])
    expect(await processOf(at('outside/qmp'))).toMatchObject({ pid: boxed.pid })
    expect(await beginOf('vnc', 'default')).toMatch(/^RFB 003/)
    await dashboard?.close()
    // The same paths, in our mount namespace.
    const plain = host.run([...pc, '-vnc', `unix:${at('inside/vnc')}`, ...qmpAt(at('inside/qmp'))])
    expect(await processOf(at('inside/qmp'))).toMatchObject({ pid: plain.pid })
    await dashboard?.close()
    symlinkSync(at('inside/qmp'), at('here/link'))
    expect(await processOf(at('here/link'))).toMatchObject({ pid: plain.pid })
  })

  test('and with another root has what is inside of it', async () => {
    const jail = at('jail')
    for (const folder of ['', 'run', 'usr']) mkdirSync(join(jail, folder))
    for (const link of ['bin', 'lib', 'lib64']) symlinkSync(`usr/${link}`, join(jail, link))
    const run = [...pc, '-vnc', 'unix:/run/vnc', ...qmpAt('/run/qmp')].join(' ')
    const script = `mount --bind /usr ${jail}/usr && exec chroot ${jail} ${run}`
    const { pid } = host.run(['unshare', '-m', 'sh', '-c', script])
    expect(await processOf(join(jail, 'run/qmp'))).toMatchObject({ pid })
    expect(await beginOf('vnc', 'default')).toMatch(/^RFB 003/)
  })
})

describe.runIf(isLinux)('a QEMU that has left its folder or its root', () => {
  test('has its process and its display by the sockets that it made before', async () => {
    const [folder, pidFile] = [at('left'), at('left/pid')]
    mkdirSync(folder)
    const daemon = [...pc, '-daemonize', '-pidfile', pidFile, '-vnc', 'unix:vnc', ...qmpAt('qmp')]
    host.run(daemon, { cwd: folder, env: { ...process.env, PWD: folder }, stdio: 'ignore' })
    const { pid } = await processOf(join(folder, 'qmp'))
    try {
      expect(pid).toBe(Number(readFileSync(pidFile, 'utf8')))
      expect(await beginOf('vnc', 'default')).toMatch(/^RFB 003/)
    } finally {
      process.kill(pid)
    }
  })

  test.runIf(process.geteuid?.() === 0)('with -chroot is known as well', async () => {
    const empty = at('empty')
    mkdirSync(empty)
    const { pid } = host.run([
      ...pc,
      '-chroot',
      empty,
      '-vnc',
      `unix:${at('rooted-vnc')}`,
      ...qmpAt(at('rooted')),
    ])
    expect(await processOf(at('rooted'))).toMatchObject({ pid })
    expect(await beginOf('vnc', 'default')).toMatch(/^RFB 003/)
  })
})

describe.runIf(hasPids)('a QEMU with process ids of its own', () => {
  test('has CPU time by its own thread ids, and the ids of the host beside them', async () => {
    const qmp = at('pids')
    const child = host.run([
      'unshare',
      '-p',
      '-f',
      '--kill-child',
      '--mount-proc',
      ...pc,
      '-smp',
      '2',
      ...qmpAt(qmp),
    ])
    const { pid, threads, hostThreads = {} } = await processOf(qmp)
    expect(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim()).toBe(String(pid))
    const cpus = JSON.parse(await ask('query-cpus-fast')).return.map((cpu: object) =>
      Reflect.get(cpu, 'thread-id'),
    )
    expect(cpus).toHaveLength(2)
    for (const id of cpus) {
      expect(threads[id]).toBeGreaterThanOrEqual(0)
      expect(existsSync(`/proc/${pid}/task/${hostThreads[id]}`)).toBe(true)
      expect(id).toBeLessThan(hostThreads[id] ?? 0)
    }
  })
})
