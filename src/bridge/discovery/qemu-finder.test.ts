import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { processName } from '../process/process-info.ts'
import { socketDetails } from '../process/socket-details.ts'
import { SocketTables } from '../process/socket-tables.ts'
import { DiscoveryPoller } from '../registry/discovery-poller.ts'
import type { SocketAddress } from '../target/address.ts'
import { freePort } from '../testing/free-port.ts'
import {
  closed,
  greeted,
  HostQemus,
  isBusy,
  isFree,
  isUnreachable,
  looks,
  vmOf,
} from '../testing/host-qemus.ts'
import { kill } from '../testing/programs.ts'
import type { FoundVm } from './found-vm.ts'

let host: HostQemus
beforeAll(async () => {
  host = await HostQemus.start()
})
afterEach(() => host.clear())
afterAll(() => host.stop())

describe.runIf(process.platform === 'linux')('a QEMU of this host', () => {
  test('appears within a few polls of its start, and goes within a few polls of its end', async () => {
    let vms: readonly FoundVm[] = []
    const poller = new DiscoveryPoller({
      discover: looks(),
      tell: async (found) => {
        vms = found
      },
      log: () => {},
      limits: { ...defaultLimits, scanMs: 100 },
    })
    const patience = { timeout: 20_000 }
    poller.watch(true)
    const path = join(host.folder, 'quick.qmp')
    const child = host.qemu('-name', 'quick', '-qmp', `unix:${path},server=on,wait=off`)
    const find = () => vms.find(({ pid }) => pid === child.pid)
    await vi.waitUntil(() => existsSync(path), patience)
    await vi.waitUntil(() => find()?.address, patience)
    expect(find()).toMatchObject({ name: 'quick', address: { kind: 'unix', path } })
    await kill(child)
    await vi.waitUntil(() => find() === undefined, patience)
    poller.watch(false)
  }, 30_000)

  test('has name, UUID, pid and the path of its socket', async () => {
    const uuid = '6cbf3243-78a1-4daa-816a-d9702c143735'
    const path = join(host.folder, 'a,b.qmp')
    const socket = `unix:${path.replace(',', ',,')},server,nowait`
    const child = host.qemu('-name', 'a,,b,debug-threads=on', '-uuid', uuid, '-qmp', socket)
    expect(await vmOf(child, isFree)).toEqual({
      pid: child.pid,
      startTicks: expect.stringMatching(/^\d+$/),
      name: 'a,b',
      uuid,
      address: { kind: 'unix', path },
      sockets: [{ kind: 'unix', path }],
      claims: [{ kind: 'unix', path }],
    })
  })

  test('is found by an abstract socket, too', async () => {
    const name = `${host.folder}-abstract`
    const path = `\0${name}`.padEnd(108, '\0')
    const child = host.qemu('-qmp', `unix:${name},abstract=on,tight=off,server=on,wait=off`)
    const found = await vmOf(child, isFree)
    expect([found.address, found.claims]).toEqual([{ kind: 'unix', path }, [{ kind: 'unix', path }]])
    const client = connect(path)
    await greeted(client)
    const busy = await vmOf(child, isBusy)
    expect(busy.blocker?.why).toMatchObject({ code: 'held', by: { pid: process.pid } })
    client.destroy()
  })

  test.each([
    [
      '-mon and -chardev',
      ['-chardev', 'socket,id=m,path=SOCKET,server=on,wait=off', '-mon', 'm,mode=control'],
    ],
    ['-qmp-pretty', ['-qmp-pretty', 'unix:SOCKET,server=on,wait=off']],
    ['a path that is relative', ['-qmp', 'unix:RELATIVE,server=on,wait=off']],
  ])('is found by %s', async (way, args) => {
    const name = `${way.replaceAll(' ', '-')}.qmp`
    const path = join(host.folder, name)
    const child = host.qemu(...args.map((arg) => arg.replace('SOCKET', path).replace('RELATIVE', name)))
    expect(await vmOf(child, isFree)).toMatchObject({ address: { kind: 'unix', path } })
  })

  test.each([
    ['tcp:127.0.0.1:PORT', '127.0.0.1'],
    ['tcp:localhost:PORT', '127.0.0.1'],
    ['tcp::PORT', '127.0.0.1'],
    ['telnet:127.0.0.2:PORT', '127.0.0.2'],
  ])('is found on %s, at an address that can be dialled', async (where, ip) => {
    const port = await freePort()
    const child = host.qemu('-qmp', `${where.replace('PORT', String(port))},server=on,wait=off`)
    const { address } = await vmOf(child, isFree)
    expect(address).toEqual({ kind: 'tcp', host: ip, port })
    await greeted(await host.connect(address))
  })

  test('is found by a socket that was passed as a descriptor', async () => {
    const path = join(host.folder, 'handed.qmp')
    const server = createServer().listen(path)
    await once(server, 'listening')
    const { fd } = (server as unknown as { _handle: { fd: number } })._handle
    const args = ['-chardev', 'socket,id=m,fd=3,server=on,wait=off', '-mon', 'm,mode=control']
    const child = host.run([...HostQemus.bare, ...args], { stdio: ['ignore', 'ignore', 'inherit', fd] })
    expect(await vmOf(child, isFree)).toMatchObject({ address: { kind: 'unix', path } })
    await closed(server)
  })

  test('whose monitor another client holds is busy, and is not dialled', async () => {
    const port = await freePort()
    for (const socket of [`unix:${join(host.folder, 'held.qmp')}`, `tcp:127.0.0.1:${port}`]) {
      const child = host.qemu('-qmp', `${socket},server=on,wait=off`)
      const find = looks()
      const { address } = await vmOf(child, isFree, find)
      const other = host.holder(address)
      const vm = await vmOf(child, isBusy, find)
      expect(vm.address).toEqual(address)
      expect(await connectionsAt(address)).toBe(1)
      const isKnown = address?.kind === 'tcp' || (await socketDetails('self')) !== undefined
      const who = isKnown ? `node (process ${other.pid})` : 'another program'
      expect(vm.blocker?.words).toContain(`Held by ${who}, another client: `)
      const by = isKnown ? { by: { name: 'node', pid: other.pid } } : {}
      expect(vm.blocker?.why).toEqual({ code: 'held', ...by, option: expect.stringMatching(/^-qmp unix:/) })
      await kill(other)
      await vmOf(child, isFree, find)
      await kill(child)
    }
  })

  test('is reached by its second socket where the first is held', async () => {
    const [first, second] = [join(host.folder, 'first.qmp'), join(host.folder, 'second.qmp')]
    const child = host.qemu(
      '-qmp',
      `unix:${first},server=on,wait=off`,
      '-qmp',
      `unix:${second},server=on,wait=off`,
    )
    expect(await vmOf(child, isFree)).toMatchObject({ address: { path: first } })
    host.holder({ kind: 'unix', path: first })
    await vmOf(child, (vm) => isFree(vm) && vm.address?.kind === 'unix' && vm.address.path === second)
    host.holder({ kind: 'unix', path: second })
    expect(await vmOf(child, isBusy)).toMatchObject({ address: { path: first } })
  })

  test('whose monitor the bridge itself holds is not called busy', async () => {
    const [path, port] = [join(host.folder, 'ours.qmp'), await freePort()]
    for (const socket of [`unix:${path}`, `tcp:127.0.0.1:${port}`]) {
      const child = host.qemu(
        '-qmp',
        'unix:unused.qmp,server=on,wait=off',
        '-qmp',
        `${socket},server=on,wait=off`,
      )
      const address: SocketAddress = socket.startsWith('unix')
        ? { kind: 'unix', path }
        : { kind: 'tcp', host: '127.0.0.1', port }
      await vmOf(child, isFree)
      await greeted(await host.connect(address))
      const find = looks((one) => one.kind === 'unix' && one.path === path)
      expect(await vmOf(child, isFree, find)).toMatchObject({ address })
      await kill(child)
    }
  })

  test('without QMP is listed with the line to add', async () => {
    const line =
      process.geteuid?.() === 0 ? '-qmp unix:/run/my-vm.qmp,server=on,wait=off' : '-qmp unix:/run/user/'
    const none = await vmOf(host.qemu('-name', 'my vm'), isUnreachable)
    expect(none).toMatchObject({ name: 'my vm', address: undefined })
    expect(none.blocker?.why).toMatchObject({ code: 'no-qmp', option: expect.stringContaining(line) })
    expect(none.blocker?.words).toContain(`This QEMU has no QMP socket. Start it with ${line}`)
    const human = await vmOf(host.qemu('-name', 'my vm', '-monitor', 'unix:hmp,server,nowait'), isUnreachable)
    expect(human.blocker?.words).toContain(
      'only a human monitor (HMP), no QMP socket. Start it with -qmp unix:/',
    )
    const other = await vmOf(host.qemu('-qmp', 'pty'), isUnreachable)
    expect(other.blocker?.words).toContain(
      'not on a socket that the dashboard can connect to. Start it with -qmp unix:/',
    )
  })

  test('whose socket path another QEMU has taken over is not mistaken for it', async () => {
    const path = join(host.folder, 'taken.qmp')
    const older = host.qemu('-qmp', `unix:${path},server=on,wait=off`)
    await vmOf(older, isFree)
    const younger = host.qemu('-qmp', `unix:${path},server=on,wait=off`)
    expect(await vmOf(younger, isFree)).toMatchObject({ address: { path } })
    expect(await vmOf(older, isUnreachable)).toMatchObject({ address: undefined })
  })

  test('that a script of the same name started with exec is found', async () => {
    const script = join(host.folder, 'qemu-system-x86_64')
    const command = [...HostQemus.bare, '-qmp', 'unix:script.qmp,server=on,wait=off'].join(' ')
    await writeFile(script, `#!/bin/sh\nread line\nexec ${command}\n`, { mode: 0o755 })
    const find = looks()
    const child = host.run([script])
    await vi.waitUntil(() => processName(child.pid ?? 0).startsWith('qemu-system'), 8000)
    expect((await find()).some(({ pid }) => pid === child.pid)).toBe(false)
    child.stdin?.write('go\n')
    await vmOf(child, isFree, find)
  })
})

/** How many are connected to a server of this host, or wait there. */
async function connectionsAt(address: SocketAddress | undefined): Promise<number> {
  const tables = new SocketTables('self')
  const unix = (await tables.unix()).filter(({ path }) => address?.kind === 'unix' && path === address.path)
  const tcp = (await tables.tcp()).filter(
    ({ local }) => address?.kind === 'tcp' && local.port === address.port,
  )
  return [...unix, ...tcp].filter(({ state }) => state === 'connected').length
}
