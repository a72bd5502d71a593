import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { parseTarget } from '../target/parse-target.ts'
import type { Target } from '../target/target.ts'
import { freePort } from '../testing/free-port.ts'
import { HostQemus } from '../testing/host-qemus.ts'
import { socketConnector } from '../vm/connect.ts'
import { VmMonitor } from '../vm/vm-monitor.ts'
import { discoverer } from './discoverer.ts'
import { VmRegistry } from './vm-registry.ts'

let qemus: HostQemus
beforeAll(async () => {
  qemus = await HostQemus.start()
})
afterAll(() => qemus.stop())

function registryOf(...args: string[]): VmRegistry {
  const makeMonitor = (target: Target) => {
    const { address } = target
    const connect = address && address.kind !== 'demo' ? socketConnector(address, defaultLimits) : undefined
    const observer = { changed: () => {}, acted: () => {} }
    return new VmMonitor(target, connect && { connect }, { ...defaultLimits, lingerMs: 60_000 }, observer)
  }
  return new VmRegistry(args.map(parseTarget), makeMonitor, { came: () => {}, gone: () => {} }, defaultLimits)
}

test.each(['unix', 'tcp'] as const)(
  'a VM with several QMP sockets is listed once, by the %s socket that was given',
  async (kind) => {
    const given = kind === 'unix' ? `unix:${qemus.folder}/given.sock` : `tcp:127.0.0.1:${await freePort()}`
    const others = ['a', 'b'].map((name) => `unix:${qemus.folder}/${kind}-${name}.sock`)
    const sockets = [others[0], given, others[1]].flatMap((address) => [
      '-qmp',
      `${address},server=on,wait=off`,
    ])
    const { pid } = qemus.qemu('-name', 'several', ...sockets)
    const registry = registryOf(`mine=${given}`)
    const look = discoverer(registry)
    const addressSeen = async () => (await look()).find((vm) => vm.pid === pid)?.address
    await expect.poll(addressSeen, { timeout: 10_000 }).toBeDefined()
    registry.setFound(await look())
    expect(registry.list().map(({ target }) => [target.id, target.source, target.pid])).toContainEqual([
      'mine',
      'argument',
      pid,
    ])
    expect(registry.list().filter(({ target }) => target.pid === pid)).toHaveLength(1)
    registry.close()
  },
)

test('a VM that is found is dialled where it is, and is not busy because the dashboard itself holds it', async () => {
  const path = `${qemus.folder}/qmp.sock`
  const { pid } = qemus.qemu('-name', 'found', '-qmp', `unix:${path},server=on,wait=off`)
  const registry = registryOf()
  const discover = discoverer(registry)
  const ours = () => registry.list().find(({ target }) => target.pid === pid)
  const look = async () => {
    registry.setFound(await discover())
    return ours()?.target.address
  }
  await expect.poll(look, { timeout: 10_000 }).toEqual({ kind: 'unix', path })
  const monitor = ours()
  expect(await monitor?.ask('query-name')).toEqual({ name: 'found' })
  await look()
  expect(ours()).toBe(monitor)
  expect(monitor?.describe('operator')).toMatchObject({ id: 'found', state: 'connected', pid })
  expect(monitor?.target.blocker).toBeUndefined()
  expect(registry.add(parseTarget(path))).toEqual({ notAdded: 'there', id: 'found' })
  registry.close()
}, 20_000)
