import { expect, test } from 'vitest'
import { displayRows } from './display.ts'

const port = (service: string, websocket = false) => ({
  auth: 'none' as const,
  family: 'ipv4' as const,
  host: '127.0.0.1',
  service,
  websocket,
})

test('a VNC server is titled by its display number, and its WebSocket is not a second server', () => {
  const server = { id: 'default', auth: 'none', clients: [], server: [port('5707', true), port('5907')] }
  expect(displayRows({ vncServers: [server] })).toEqual([
    {
      kind: 'VNC',
      id: 'default',
      title: 'VNC :7',
      listeners: [
        { address: '127.0.0.1:5707', host: '127.0.0.1', transport: 'WebSocket' },
        { address: ':7', host: '127.0.0.1', transport: 'TCP' },
      ],
      auth: 'no password',
      tls: false,
      clients: [],
    },
  ])
})

test('a VNC server on a Unix socket is titled by its path', () => {
  const socket = { family: 'unix' as const, host: '', service: '/var/lib/vm/vnc.sock', websocket: false }
  const [row] = displayRows({ vncServers: [{ id: 'default', server: [socket] }] })
  expect(row).toMatchObject({ title: 'VNC /var/lib/vm/vnc.sock', auth: undefined })
})

test.each([
  ['vnc', undefined, 'password', false],
  ['sasl', undefined, 'SASL', false],
  ['vencrypt', 'tls-none', 'no password, anonymous TLS', true],
  ['vencrypt', 'x509-plain', 'user and password, TLS with certificate', true],
  ['vencrypt', 'plain', 'user and password', false],
  ['vencrypt+x509+vnc', undefined, 'password, TLS with certificate', true],
  ['tls', undefined, 'no password, anonymous TLS', true],
  ['quantum', undefined, 'quantum', false],
])('VNC with %s and %s asks for: %s', (auth, vencrypt, words, tls) => {
  const [row] = displayRows({ vncServers: [{ id: 'v', auth, ...(vencrypt && { vencrypt }) }] })
  expect(row).toMatchObject({ auth: words, tls })
})

test('each VNC viewer has an address of its own', () => {
  const client = { host: '10.0.0.1', service: '53210', family: 'ipv4', websocket: true, sasl_username: 'ann' }
  const six = { host: 'fe80::1', service: '7', family: 'ipv6' }
  const [row] = displayRows({ vncServers: [{ id: 'v', clients: [client, six] }] })
  expect(row?.clients).toEqual([
    { address: '10.0.0.1:53210', transport: 'WebSocket', user: 'ann' },
    { address: '[fe80::1]:7', transport: 'plain', user: undefined },
  ])
})

test('query-vnc of an older QEMU is the same kind of row', () => {
  const vnc = { enabled: true, host: '127.0.0.1', family: 'ipv4', service: '5900', auth: 'none', clients: [] }
  expect(displayRows({ vnc })).toMatchObject([{ kind: 'VNC', id: 'default', title: 'VNC :0' }])
  expect(displayRows({ vnc: { enabled: false } })).toEqual([])
})

test('SPICE has one viewer for all channels of a connection', () => {
  const channel = { 'connection-id': 1, host: '10.0.0.1', port: '4000', tls: true }
  const spice = {
    enabled: true,
    host: '0.0.0.0',
    port: 5930,
    'tls-port': 5931,
    auth: 'spice',
    channels: [channel, { ...channel, 'channel-id': 2 }],
  }
  expect(displayRows({ spice })).toMatchObject([
    {
      kind: 'SPICE',
      title: 'SPICE 0.0.0.0:5930',
      auth: 'password',
      tls: true,
      clients: [{ address: '10.0.0.1:4000', transport: 'TLS' }],
    },
  ])
})

test('a window on the host is a row, and -display none is not', () => {
  expect(displayRows({ options: { type: 'gtk' } })).toMatchObject([{ kind: 'window', title: 'GTK window' }])
  expect(displayRows({ options: { type: 'none' } })).toEqual([])
  expect(displayRows({})).toEqual([])
})

test('a WebSocket on a Unix socket is not taken for VNC itself', () => {
  const server = [
    { host: '127.0.0.1', service: '5979', family: 'ipv4', websocket: false, auth: 'none' },
    { host: '', service: '/run/ws.sock', family: 'unix', websocket: true, auth: 'none' },
  ] as const
  const [row] = displayRows({ vncServers: [{ id: 'default', auth: 'none', server, clients: [] }] })
  expect(row?.title).toBe('VNC :79')
  expect(row?.listeners).toMatchObject([
    { address: ':79', transport: 'TCP' },
    { address: '/run/ws.sock', transport: 'WebSocket' },
  ])
})

test('SPICE on a Unix socket has its path', () => {
  const spice = { enabled: true, host: '/run/s.sock', auth: 'none', channels: [], migrated: false } as const
  expect(displayRows({ spice })).toMatchObject([
    {
      title: 'SPICE /run/s.sock',
      listeners: [{ address: '/run/s.sock', transport: 'Unix socket' }],
    },
  ])
})
