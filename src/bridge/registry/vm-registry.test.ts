import { beforeEach, describe, expect, test } from 'vitest'
import type { FoundVm } from '../discovery/found-vm.ts'
import { defaultLimits } from '../limits.ts'
import type { SocketAddress } from '../target/address.ts'
import { parseTarget } from '../target/parse-target.ts'
import { VmMonitor } from '../vm/vm-monitor.ts'
import { VmRegistry } from './vm-registry.ts'

let registry: VmRegistry
let told: string[]

function start(...args: string[]): void {
  told = []
  const observer = { changed: ({ target }: VmMonitor) => told.push(`~${target.id}`), acted: () => {} }
  registry = new VmRegistry(
    args.map(parseTarget),
    (target) => new VmMonitor(target, undefined, defaultLimits, observer),
    { came: ({ target }) => told.push(`+${target.id}`), gone: (id) => told.push(`-${id}`) },
    defaultLimits,
  )
}
beforeEach(() => start())

function found(
  pid: number,
  name: string | undefined,
  address?: string,
  more: Partial<FoundVm> = {},
): FoundVm {
  const where = address === undefined ? undefined : (parseTarget(address).address as SocketAddress)
  const claims = where ? [where] : []
  return { pid, startTicks: '1', name, uuid: undefined, address: where, claims, sockets: claims, ...more }
}

const listed = () => registry.list().map(({ target }) => `${target.id} ${target.source}`)

describe('what was given', () => {
  test('is there from the start, in its order, the same twice as well', () => {
    start('b=localhost:1', 'demo', 'localhost:1', 'demo')
    expect(listed()).toEqual(['b argument', 'demo demo', 'localhost-1 argument', 'demo-2 demo'])
  })

  test('cannot be removed, nor what was found', () => {
    start('demo')
    registry.setFound([found(1, 'web', 'localhost:1')])
    expect(['demo', 'web', 'none', '__proto__'].map((id) => registry.remove(id))).toEqual([
      'not-added',
      'not-added',
      'unknown',
      'unknown',
    ])
  })
})

describe('one QEMU with several sockets', () => {
  const sockets = ['/run/a.qmp', '/run/b.qmp'].map((path) => ({ kind: 'unix', path }) as const)

  test('is told to be the same where both were given, with the other address beside', () => {
    start('a=/run/a.qmp', 'b=/run/b.qmp', 'c=/run/c.qmp')
    registry.setFound([found(7, 'web', '/run/a.qmp', { sockets, uuid: 'u' })])
    const [a, b, c] = registry.list().map((monitor) => monitor.describe('operator'))
    expect(a).toMatchObject({ pid: 7, uuid: 'u', otherAddresses: ['unix:/run/b.qmp'] })
    expect(a).not.toHaveProperty('sameAs')
    expect(b).toMatchObject({ pid: 7, sameAs: 'a', otherAddresses: ['unix:/run/a.qmp'] })
    expect(c).not.toHaveProperty('pid')
    expect(registry.get('b')?.describe('viewer')).not.toHaveProperty('otherAddresses')
    registry.setFound([])
    expect(registry.get('b')?.describe('operator')).not.toHaveProperty('sameAs')
  })

  test('is not told to be another because it claims the socket of that', () => {
    start('a=/run/a.qmp', 'b=/run/b.qmp')
    const [own] = sockets
    registry.setFound([found(7, 'liar', '/run/a.qmp', { sockets: own ? [own] : [], claims: sockets })])
    expect(registry.get('b')?.describe('operator')).not.toHaveProperty('sameAs')
  })
})

describe('what was found', () => {
  test('is not listed beside what was given, by whichever of its sockets, and before they are there', () => {
    start('mine=/run/b.qmp')
    const claims = ['/run/a.qmp', '/run/b.qmp'].map((path) => ({ kind: 'unix', path }) as const)
    registry.setFound([found(1, 'web', '/run/a.qmp', { claims })])
    registry.setFound([found(1, 'web', undefined, { claims })])
    expect(listed()).toEqual(['mine argument'])
    // One who says so of a socket that is another's is there all the same.
    registry.setFound([found(1, 'liar', '/run/c.qmp', { claims }), found(2, 'web', '/run/b.qmp')])
    expect(listed()).toEqual(['mine argument', 'liar discovered'])
  })

  test('comes, changes and goes', () => {
    registry.setFound([found(1, 'web', '/run/web.qmp')])
    const monitor = registry.get('web')
    expect(monitor?.target).toMatchObject({ name: 'web', source: 'discovered', pid: 1 })
    registry.setFound([found(1, 'web', '/run/web.qmp')])
    expect(told).toEqual(['+web'])
    const blocker = { state: 'busy', why: { code: 'held', by: { pid: 7 } }, words: 'held' } as const
    registry.setFound([found(1, 'web', '/run/web.qmp', { blocker })])
    expect(registry.get('web')).toBe(monitor)
    expect(monitor?.describe('operator')).toMatchObject({ state: 'busy', why: blocker.why, detail: 'held' })
    registry.setFound([])
    expect(listed()).toEqual([])
    expect(told).toEqual(['+web', '~web', '-web'])
  })

  test('gets its ID again when it comes back, and nobody else does', () => {
    registry.setFound([found(1, 'web', '/run/a.qmp')])
    registry.setFound([found(2, 'web', '/run/b.qmp')])
    expect(listed()).toEqual(['web-2 discovered'])
    registry.setFound([found(2, 'web', '/run/b.qmp'), found(3, 'web', '/run/a.qmp')])
    expect(listed()).toEqual(['web-2 discovered', 'web discovered'])
    registry.setFound([found(3, 'web', '/run/a.qmp'), found(2, 'web', '/run/b.qmp')])
    expect(registry.get('web')?.target.pid).toBe(3)
  })

  test('keeps its ID when its socket comes later than its process', () => {
    const asleep = found(1, 'web')
    registry.setFound([asleep])
    const early = registry.get('web')
    registry.setFound([found(1, 'web', '/run/web.qmp')])
    expect(listed()).toEqual(['web discovered'])
    expect(registry.get('web')).not.toBe(early)
    expect(registry.get('web')?.target.address).toEqual({ kind: 'unix', path: '/run/web.qmp' })
    expect(told).toEqual(['+web', '+web'])
    for (const next of [found(2, 'web'), found(2, 'web', '/run/web.qmp')]) {
      registry.setFound([next])
      expect(listed()).toEqual(['web discovered'])
    }
  })

  test('is not listed twice where it was given or added', () => {
    start('vm=/run/../run/vm.qmp', 'tcp=localhost:1')
    registry.add(parseTarget('mine=tcp::2'))
    registry.setFound([
      found(1, 'a', '/run/vm.qmp'),
      found(2, 'b', 'tcp:127.0.0.1:1'),
      found(3, 'c', 'tcp:[::1]:2'),
      found(4, 'd', 'tcp:127.0.0.1:3'),
      found(5, 'e', 'tcp:127.0.0.1:3'),
    ])
    expect(listed()).toEqual(['vm argument', 'tcp argument', 'mine added', 'd discovered'])
    expect(registry.remove('mine')).toBe('removed')
    registry.setFound([found(3, 'c', 'tcp:[::1]:2')])
    expect(listed()).toEqual(['vm argument', 'tcp argument', 'c discovered'])
    expect(registry.add(parseTarget('again=tcp::2'))).toEqual({ notAdded: 'there', id: 'c' })
  })

  test('may have no address, no name, or the name of another', () => {
    registry.setFound([found(1, 'web'), found(2, 'web'), found(3, undefined), found(4, '', '/a')])
    expect(listed()).toEqual(['web discovered', 'web-2 discovered', 'qemu-3 discovered', 'vm discovered'])
    registry.setFound([found(2, 'web'), found(3, undefined)])
    expect(listed()).toEqual(['web discovered', 'qemu-3 discovered'])
  })

  test('and what was added are no more than a limit', () => {
    const many = Array.from({ length: defaultLimits.foundVms + 1 }, (_, pid) => found(pid, `vm${pid}`))
    registry.setFound(many)
    expect(listed()).toHaveLength(defaultLimits.foundVms)
    expect(registry.add(parseTarget('localhost:1'))).toEqual({ notAdded: 'too-many' })
    registry.setFound(many.slice(1))
    expect(listed()).toHaveLength(defaultLimits.foundVms)
    expect(registry.get(`vm${defaultLimits.foundVms}`)).toBeDefined()
  })
})
