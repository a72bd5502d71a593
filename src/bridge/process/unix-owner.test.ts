import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { abstractPath } from '../target/abstract-name.ts'
import { HostQemus } from '../testing/host-qemus.ts'
import { listening } from '../testing/programs.ts'
import { Networks } from './networks.ts'
import { socketDetails } from './socket-details.ts'
import { unixOwner } from './unix-owner.ts'

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

/** As where iproute2 is missing. */
const withoutDetails = () => new Networks(async () => undefined)

describe.runIf(process.platform === 'linux')('the owner of a Unix socket', () => {
  test('is known without the details of sockets where one process alone may be it', async () => {
    const path = join(host.folder, 'alone.qmp')
    const { pid } = await start(path)
    expect(await unixOwner(path, withoutDetails())).toMatchObject({ pid })
  })

  test('is in doubt without them where several have listened at the path', async () => {
    const path = join(host.folder, 'two.qmp')
    const older = await start(path)
    const younger = host.qemu('-qmp', `unix:${path},server=on,wait=off`)
    await expect.poll(() => unixOwner(path, withoutDetails())).toBe('in-doubt')
    if (await socketDetails('self'))
      expect(await unixOwner(path, new Networks())).toMatchObject({ pid: younger.pid })
    expect(older.exitCode).toBeNull()
  })

  test('is the process of that name, where the socket is abstract', async () => {
    const name = `owner-${process.pid}`
    const child = host.qemu('-qmp', `unix:${name},abstract=on,tight=off,server=on,wait=off`)
    const path = abstractPath(name, false)
    await expect.poll(() => unixOwner(path, new Networks())).toMatchObject({ pid: child.pid })
    expect(await unixOwner(abstractPath(`${name}x`, false), new Networks())).toBe('no-listener')
  })

  test('is nobody where there is no socket', async () => {
    mkdirSync(join(host.folder, 'folder'))
    for (const name of ['folder', 'none']) {
      expect(await unixOwner(join(host.folder, name), new Networks())).toBe('no-listener')
    }
  })
})
