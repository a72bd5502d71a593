import { describe, expect, test } from 'vitest'
import { closeCodeOf } from '#api/close-codes.ts'
import type { Target } from '../target/target.ts'
import { AskFailed } from '../vm/internal-client.ts'
import { findChardev } from './find-chardev.ts'
import { findVnc } from './find-vnc.ts'
import { StreamRefusal } from './stream-refusal.ts'
import { type Script, scriptedVm } from './testing/scripted-vm.ts'

const here: Target['address'] = { kind: 'unix', path: '/qmp' }
const hereByTcp: Target['address'] = { kind: 'tcp', host: '127.0.0.1', port: 4444 }
const remote: Target['address'] = { kind: 'tcp', host: '192.0.2.1', port: 4444 }

function vnc(script: Script, id = 'default', address = here) {
  const { ask, target } = scriptedVm(script, address)
  return findVnc(ask, target, id)
}

function chardev(filename: string, address = here, label = 'serial0', deviceHas = label) {
  const { ask, target } = scriptedVm(
    {
      'query-chardev': [{ label, filename, 'frontend-open': true }],
      'qom-list': [{ name: 'chardev', type: 'str' }],
      'qom-get': deviceHas,
    },
    address,
  )
  return findChardev(ask, target, label)
}

function listener(host: string, service: string, family = 'ipv4', more = {}) {
  return { host, service, family, auth: 'none', websocket: false, ...more }
}

function servers(...listeners: object[]): Script {
  return { 'query-vnc-servers': [{ id: 'default', auth: 'none', clients: [], server: listeners }] }
}

async function refusal(search: Promise<unknown>): Promise<[number, string]> {
  const error = await search.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof StreamRefusal)) throw new Error(`no refusal: ${String(error)}`)
  expect(Buffer.byteLength(error.message)).toBeLessThanOrEqual(123)
  return [closeCodeOf(error.closing), error.message]
}

describe('a VNC server', () => {
  test.each([
    ['127.0.0.1', 'ipv4', { host: '127.0.0.1', port: 5901 }],
    ['0.0.0.0', 'ipv4', { host: '127.0.0.1', port: 5901 }],
    ['::', 'ipv6', { host: '::1', port: 5901 }],
    ['::1', 'ipv6', { host: '::1', port: 5901 }],
  ])('at %s is found on this host', async (host, family, address) => {
    for (const monitor of [here, hereByTcp]) {
      const found = await vnc(servers(listener(host, '5901', family)), 'default', monitor)
      expect(found).toEqual({ address, isReadable: true })
    }
  })

  test('at a Unix socket is found by its path', async () => {
    expect(await vnc(servers(listener('', '/run/vnc', 'unix')))).toMatchObject({
      address: { path: '/run/vnc' },
    })
  })

  test('is not dialled where it speaks WebSocket itself', async () => {
    const script = servers(
      listener('::', '5701', 'ipv6', { websocket: true }),
      listener('::', '5901', 'ipv6'),
    )
    expect(await vnc(script)).toMatchObject({ address: { port: 5901 } })
  })

  test.each([
    ['none', true],
    ['vnc', true],
    ['vencrypt', false],
    ['sasl', false],
    ['tls', false],
    [undefined, false],
  ])('with authentication %s: readable is %s', async (auth, isReadable) => {
    const script = {
      'query-vnc-servers': [{ id: 'default', auth, server: [listener('::1', '1', 'ipv6', { auth })] }],
    }
    expect(await vnc(script)).toMatchObject({ isReadable })
  })

  test('is not said to be missing where QEMU closed the connection instead of an answer', async () => {
    const lost = () => {
      throw new AskFailed('QEMU closed the connection.')
    }
    const script = { 'query-vnc-servers': lost, 'query-vnc': { enabled: false } }
    await expect(vnc(script)).rejects.toThrow('QEMU closed the connection.')
  })

  test('is the only one of a QEMU before 2.3', async () => {
    const script = { 'query-vnc': { enabled: true, ...listener('127.0.0.1', '5900') } }
    expect(await vnc(script)).toMatchObject({ address: { port: 5900 } })
    expect(await refusal(vnc(script, 'other'))).toEqual([4404, 'This VM has no such VNC server.'])
    expect((await refusal(vnc({ 'query-vnc': { enabled: false } })))[0]).toBe(4404)
  })

  test('that does not listen, or by another name, is none', async () => {
    expect(await refusal(vnc(servers()))).toEqual([4404, 'This VNC server does not listen.'])
    expect(await refusal(vnc(servers(), 'DEFAULT'))).toEqual([4404, 'This VM has no such VNC server.'])
    expect((await refusal(vnc({ 'query-vnc-servers': { nonsense: [null] } })))[0]).toBe(4404)
  })

  test.each([
    ['0.0.0.0', 'ipv4'],
    ['::', 'ipv6'],
    ['192.0.2.1', 'ipv4'],
  ])('of a VM on another host at %s is dialled at that host', async (host, family) => {
    const found = await vnc(servers(listener(host, '5900', family)), 'default', remote)
    expect(found.address).toEqual({ host: '192.0.2.1', port: 5900 })
  })

  test.each([
    ['127.0.0.1', 'ipv4'],
    ['::1', 'ipv6'],
    ['/run/vnc.sock', 'unix'],
  ])('of a VM on another host at its own %s is never sought on this host', async (host, family) => {
    const script = servers(listener(host, family === 'unix' ? host : '5900', family))
    const [code, words] = await refusal(vnc(script, 'default', remote))
    expect(code).toBe(4502)
    expect(words).toContain('not reachable from here')
  })

  test('leads to no third host', async () => {
    for (const monitor of [here, remote]) {
      const search = vnc(servers(listener('169.254.169.254', '80')), 'default', monitor)
      expect((await refusal(search))[0]).toBe(4502)
    }
  })

  test.each([
    ['vsock', '5900'],
    ['ipv4', '0'],
    ['ipv4', '65536'],
    ['ipv4', '/etc'],
    ['unix', 'vnc.sock'],
    ['unix', `/${'x'.repeat(200)}`],
    ['unix', '/a\0b'],
  ])('is refused in words with family %s and service %j', async (family, service) => {
    expect((await refusal(vnc(servers(listener('', service, family)))))[0]).toBe(4502)
  })

  test('of a simulated VM, or one without a monitor, is none', async () => {
    const demo: Target['address'] = { kind: 'demo' }
    expect((await refusal(vnc(servers(listener('::1', '1', 'ipv6')), 'default', demo)))[0]).toBe(4404)
    const { ask, target } = scriptedVm(servers(listener('::1', '1', 'ipv6')))
    expect((await refusal(findVnc(ask, { ...target, address: undefined }, 'default')))[0]).toBe(4404)
  })
})

describe('a character device', () => {
  test.each([
    ['disconnected:unix:/run/a,b=c.sock,server=on', { path: '/run/a,b=c.sock' }, true],
    ['disconnected:unix:/run/s.sock,server', { path: '/run/s.sock' }, true],
    ['disconnected:tcp:127.0.0.1:36255,server=on', { host: '127.0.0.1', port: 36255 }, false],
    ['disconnected:tcp:::1:45257,server=on', { host: '::1', port: 45257 }, false],
    ['disconnected:tcp:[::1]:45257,server=on', { host: '::1', port: 45257 }, false],
    ['disconnected:tcp:0.0.0.0:1,server=on', { host: '127.0.0.1', port: 1 }, false],
    ['disconnected:telnet:127.0.0.1:42221,server=on', { host: '127.0.0.1', port: 42221 }, true],
  ])('%s is found', async (filename, address, mayBeTelnet) => {
    expect(await chardev(filename)).toEqual({ address, mayBeTelnet, isForPrograms: false })
  })

  test.each([
    ['pty:/dev/pts/3', 4404, /pty/],
    ['vc', 4404, /vc/],
    ['null', 4404, /null/],
    ['file', 4404, /file/],
    ['mux', 4404, /mux/],
    ['ringbuf', 4404, /no socket/],
    ['udp', 4404, /no socket/],
    ['', 4404, /no socket/],
    ['disconnected:websocket:127.0.0.1:1,server=on', 4404, /WebSocket/],
    ['disconnected:unix:name,abstract=on,tight=on,server=on', 4502, /abstract/],
    ['disconnected:unix:rel.sock,server=on', 4502, /relative/],
    ['disconnected:tcp:10.0.0.1:22', 4404, /client/],
    ['disconnected:tcp:10.0.0.1:22,server=on', 4502, /not the one/],
    ['tcp:127.0.0.1:1,server=on <-> 127.0.0.1:2', 4502, /Another program/],
    ['unix:/run/s.sock,server=on', 4502, /Another program/],
  ])('%s is refused in words', async (filename, code, words) => {
    expect(await refusal(chardev(filename))).toEqual([code, expect.stringMatching(words)])
  })

  test('tells where a pty is to operators alone', async () => {
    const error = await chardev('pty:/dev/pts/3').catch((thrown: StreamRefusal) => thrown)
    if (!(error instanceof StreamRefusal)) throw new Error('found')
    expect(error.infoFor('operator').reason).toContain('/dev/pts/3')
    expect(error.infoFor('viewer').reason).not.toContain('/')
  })

  test('that no device uses is refused, as every monitor is', async () => {
    const search = chardev('disconnected:unix:/run/hmp,server=on', here, 'compat_monitor1', 'serial0')
    expect(await refusal(search)).toEqual([4404, 'No device of the VM uses this character device.'])
  })

  test('of a VM on another host is dialled there, or not at all', async () => {
    const found = await chardev('disconnected:tcp:0.0.0.0:5555,server=on', remote)
    expect(found.address).toEqual({ host: '192.0.2.1', port: 5555 })
    expect((await refusal(chardev('disconnected:unix:/run/s,server=on', remote)))[0]).toBe(4502)
  })

  test('whose last client is just leaving is waited for', async () => {
    let asked = 0
    const { ask, target } = scriptedVm({
      'query-chardev': () => {
        const free = ++asked > 2 ? 'disconnected:' : ''
        return [{ label: 'serial0', filename: `${free}unix:/run/s.sock,server=on` }]
      },
      'qom-list': [{ name: 'chardev', type: 'str' }],
      'qom-get': 'serial0',
    })
    expect(await findChardev(ask, target, 'serial0')).toMatchObject({ address: { path: '/run/s.sock' } })
  })

  test('is sought in a machine without end no longer than so many questions', async () => {
    let asked = 0
    const { ask, target } = scriptedVm({
      'query-chardev': [{ label: 'serial0', filename: 'disconnected:unix:/run/s.sock,server=on' }],
      'qom-list': () => {
        asked++
        return Array.from({ length: 50 }, (_, index) => ({ name: `d[${index}]`, type: 'child<device>' }))
      },
    })
    expect((await refusal(findChardev(ask, target, 'serial0')))[0]).toBe(4404)
    expect(asked).toBeLessThanOrEqual(2000)
  })
})
