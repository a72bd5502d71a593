import { expect, test } from 'vitest'
import { displayRows, isOpenToNetwork } from './display.ts'
import { socketAddress, viewerCommand } from './display-access.ts'

function vnc(
  host: string,
  service: string,
  more: { family?: string; auth?: string; websocket?: boolean } = {},
) {
  const { family = 'ipv4', auth = 'none', websocket = false } = more
  const [row] = displayRows({
    vncServers: [{ id: 'v', auth, server: [{ host, service, family, websocket }] }],
  })
  if (!row) throw new Error('no row')
  return row
}

test('a display number is written after one colon, a port after two', () => {
  expect(viewerCommand(vnc('127.0.0.1', '5907'))?.command).toBe('vncviewer 127.0.0.1:7')
  expect(viewerCommand(vnc('10.0.0.1', '7000'))?.command).toBe('vncviewer 10.0.0.1::7000')
  expect(viewerCommand(vnc('::1', '5900', { family: 'ipv6' }))?.command).toBe('vncviewer [::1]:0')
})

test('a display number stands for a port', () => {
  const addressOf = (row: ReturnType<typeof vnc>) => row.listeners.map(socketAddress)
  expect(addressOf(vnc('127.0.0.1', '5907'))).toEqual(['127.0.0.1:5907'])
  expect(addressOf(vnc('::1', '5900', { family: 'ipv6' }))).toEqual(['[::1]:5900'])
  expect(addressOf(vnc('', '/run/vnc', { family: 'unix' }))).toEqual(['/run/vnc'])
})

test('a server that listens everywhere is reached at its host', () => {
  expect(viewerCommand(vnc('0.0.0.0', '5900'))).toEqual({ command: 'vncviewer HOST:0', needsHost: true })
})

test('the path of a socket is quoted where the shell would not take it as one word', () => {
  expect(viewerCommand(vnc('', '/run/vnc', { family: 'unix' }))?.command).toBe('vncviewer /run/vnc')
  expect(viewerCommand(vnc('', "/run/a b';ls", { family: 'unix' }))?.command).toBe(
    "vncviewer '/run/a b'\\'';ls'",
  )
})

test('no viewer command is offered for a WebSocket', () => {
  expect(viewerCommand(vnc('0.0.0.0', '5700', { websocket: true }))).toBeUndefined()
})

test('SPICE has one address for both of its ports', () => {
  const [row] = displayRows({ spice: { enabled: true, host: '127.0.0.1', port: 5930, 'tls-port': 5931 } })
  expect(row && viewerCommand(row)?.command).toBe("remote-viewer 'spice://127.0.0.1:5930?tls-port=5931'")
})

test('a server without a password that the network reaches is called open', () => {
  expect(isOpenToNetwork(vnc('0.0.0.0', '5900'))).toBe(true)
  expect(isOpenToNetwork(vnc('127.0.0.1', '5900'))).toBe(false)
  expect(isOpenToNetwork(vnc('', '/run/vnc', { family: 'unix' }))).toBe(false)
  expect(isOpenToNetwork(vnc('0.0.0.0', '5900', { auth: 'vnc' }))).toBe(false)
})
