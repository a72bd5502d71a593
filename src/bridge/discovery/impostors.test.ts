import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, copyFile, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { closed, greeted, HostQemus, isFree, isUnreachable, vmOf } from '../testing/host-qemus.ts'

const isRoot = process.geteuid?.() === 0

let host: HostQemus
beforeAll(async () => {
  host = await HostQemus.start()
})
afterEach(() => host.clear())
afterAll(() => host.stop())

describe.runIf(process.platform === 'linux')('a process that claims to be QEMU', () => {
  test('is not given a socket that it does not listen on', async () => {
    const [unix, tcp] = [await FakeQemu.start(), await FakeQemu.start(undefined, 'tcp')]
    for (const { address } of [unix, tcp]) {
      const vm = await vmOf(await impostor('-qmp', `${address},server`), isUnreachable)
      expect(vm.address).toBeUndefined()
      expect(vm.blocker?.words).toContain('does not listen')
    }
    expect(unix.visits + tcp.visits).toBe(0)
    await Promise.all([unix.stop(), tcp.stop()])
  })

  test.runIf(isRoot)("is not given another user's socket at the path it once used", async () => {
    const trap = await mkdtemp(join(tmpdir(), 'discovery-trap-'))
    await chmod(trap, 0o755)
    const [theirs, root] = [join(trap, 'theirs'), join(trap, 'root')]
    await mkdir(theirs)
    await mkdir(root)
    const child = await asNobody(theirs)
    await vmOf(child, isFree)
    const victim = createServer().listen(join(root, 'qmp'))
    await once(victim, 'listening')
    await rm(theirs, { recursive: true })
    await symlink(root, theirs)
    expect((await vmOf(child, isUnreachable)).address).toBeUndefined()
    await closed(victim)
    await rm(trap, { recursive: true })
  })

  test('may have any text in its arguments', async () => {
    const odd = ['-name', '<b>bold\n\u001b[2J', '-qmp', `unix:/${'../'.repeat(30)}etc/passwd,server`]
    const long = ['-name', 'x'.repeat(100_000), '-uuid', '💥', '-chardev', '{'.repeat(20_000), '-mon']
    const vm = await vmOf(await impostor(...odd), isUnreachable)
    expect(vm).toMatchObject({ name: '<b>bold\n\u001b[2J', address: undefined })
    expect(await vmOf(await impostor(...long), isUnreachable)).toMatchObject({ name: 'x'.repeat(200) })
  })
})

/** Something else under the name of a QEMU, with any arguments. */
async function impostor(...args: string[]): Promise<ChildProcess> {
  const program = join(await mkdtemp(join(host.folder, 'impostor-')), 'qemu-system-x86_64')
  await copyFile('/bin/sh', program)
  return host.run([program, '-c', 'read line', ...args])
}

/** A QEMU of another user, with its socket in a folder of that user. */
async function asNobody(folder: string): Promise<ChildProcess> {
  await chown(folder, nobody, nobody)
  const socket = `unix:${join(folder, 'qmp')},server=on,wait=off`
  return host.run([...HostQemus.bare, '-qmp', socket], {
    uid: nobody,
    gid: nobody,
    cwd: '/',
    stdio: 'ignore',
  })
}

const nobody = 65534

/** In a namespace of its own, where the system lets us make one. */
describe.runIf(process.platform === 'linux' && isRoot)('a QEMU in a container', () => {
  test('is reached through its own file system', async () => {
    const inside = join(host.folder, 'inside')
    await mkdir(inside)
    const script = `mount -t tmpfs none ${inside} && exec ${HostQemus.bare.join(' ')} -qmp unix:${inside}/qmp,server,nowait`
    const child = host.run(['unshare', '-mn', 'sh', '-c', script])
    const { address } = await vmOf(child, isFree)
    expect(address).toEqual({ kind: 'unix', path: `/proc/${child.pid}/root${inside}/qmp` })
    await greeted(await host.connect(address))
  })

  test('with a network of its own says that its TCP port is out of reach', async () => {
    const script = `exec ${HostQemus.bare.join(' ')} -qmp tcp:0.0.0.0:4444,server,nowait`
    const vm = await vmOf(host.run(['unshare', '-n', 'sh', '-c', script]), isUnreachable)
    expect(vm.address).toBeUndefined()
    expect(vm.blocker?.words).toContain('another network namespace')
  })
})
