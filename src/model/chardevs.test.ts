import { expect, test } from 'vitest'
import { chardevRows } from './chardevs.ts'

const row = (filename: string, label = 'c0') => chardevRows([{ filename, label, 'frontend-open': true }])[0]

test.each([
  ['unix:/tmp/a.sock,server=on', 'Unix socket', '/tmp/a.sock', 'server', 'connected'],
  ['unix:/tmp/a.sock,server', 'Unix socket', '/tmp/a.sock', 'server', 'connected'],
  ['disconnected:unix:/tmp/two,comma=1,server=on', 'Unix socket', '/tmp/two,comma=1', 'server', 'waiting'],
  ['disconnected:tcp:127.0.0.1:1', 'TCP socket', '127.0.0.1:1', 'client', 'waiting'],
  ['disconnected:telnet:127.0.0.1:39179,server=on', 'Telnet', '127.0.0.1:39179', 'server', 'waiting'],
  ['pty:/dev/pts/3', 'pseudo-terminal', '/dev/pts/3', undefined, undefined],
  ['vc', 'text console of the display', undefined, undefined, undefined],
  ['null', 'nowhere', undefined, undefined, undefined],
  ['holodeck:deck5', 'holodeck', 'deck5', undefined, undefined],
])('%s is a %s', (filename, backend, target, side, link) => {
  expect(row(filename)).toMatchObject({ filename, backend, target, side, link })
})

test('a connected TCP socket has its peer', () => {
  expect(row('tcp:127.0.0.1:4444,server=on <-> 127.0.0.1:53210')).toMatchObject({
    target: '127.0.0.1:4444',
    peer: '127.0.0.1:53210',
    side: 'server',
    link: 'connected',
  })
})

test.each([
  ['compat_monitor0', 'monitor'],
  ['mon', 'monitor'],
  ['charmonitor', 'monitor'],
  ['serial0', 'serial port'],
  ['serial0-base', 'behind a multiplexed serial port'],
  ['parallel0', 'parallel port'],
  ['agent', undefined],
])('%s is for: %s', (label, use) => {
  expect(row('null', label)?.use).toBe(use)
})

test('serial ports come first and monitors last, and the guest side is unknown on an old QEMU', () => {
  const rows = chardevRows([{ label: 'serial0', filename: 'vc' }, { label: 'compat_monitor0' }, {}])
  expect(rows.map(({ label, frontendOpen, backend }) => [label, frontendOpen, backend])).toEqual([
    ['serial0', undefined, 'text console of the display'],
    ['', undefined, 'unknown'],
    ['compat_monitor0', undefined, 'unknown'],
  ])
})
