import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseTarget } from '../command-line/address.ts'
import { HostQemus } from '../testing/host-qemus.ts'
import { SocketUpstream } from '../vm/socket-upstream.ts'
import { VmMonitor } from '../vm/vm-monitor.ts'
import { discoverer } from './discoverer.ts'
import { VmRegistry } from './vm-registry.ts'

let qemus: HostQemus
beforeAll(async () => {
  qemus = await HostQemus.start()
})
afterAll(() => qemus.stop())

test('a VM that is found is dialled where it is, and is not busy because the dashboard itself holds it', async () => {
  const path = `${qemus.folder}/qmp.sock`
  const { pid } = qemus.qemu('-name', 'found', '-qmp', `unix:${path},server=on,wait=off`)
  const registry = new VmRegistry([], (target) => {
    const { address } = target
    const connect = address?.kind === 'unix' ? () => new SocketUpstream(address, 1000) : undefined
    const observer = { changed: () => {}, acted: () => {} }
    return new VmMonitor(target, connect, { greetingMs: 1000, lingerMs: 60_000 }, observer)
  })
  const discover = discoverer(registry)
  const ours = () => registry.list().find(({ target }) => target.pid === pid)
  const look = async () => {
    await registry.setFound(await discover())
    return ours()?.target.address
  }
  await expect.poll(look, { timeout: 10_000 }).toEqual({ kind: 'unix', path })
  const monitor = ours()
  expect(await monitor?.ask('query-name')).toEqual({ name: 'found' })
  await look()
  expect(ours()).toBe(monitor)
  expect(monitor?.describe('operator')).toMatchObject({ id: 'found', state: 'connected', pid })
  expect(monitor?.target.obstacle).toBeUndefined()
  expect(await registry.add(parseTarget(path))).toEqual({ notAdded: 'there', id: 'found' })
  registry.close()
}, 20_000)
