import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { renderPanel } from '#query/testing/render-panel.tsx'
import { Refusal, SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { display } from './panel.ts'

afterEach(cleanup)

const server = (host: string, clients: unknown[] = []) => ({
  id: 'default',
  auth: 'none',
  clients,
  server: [{ auth: 'none', family: 'ipv4', host, service: '5907', websocket: false }],
})

test('a VNC server says where it is, who looks, and what to type', async () => {
  const client = { host: '10.0.0.1', service: '53210', family: 'ipv4', websocket: false }
  const qemu = new SimulatedQemu({ 'query-vnc-servers': [server('127.0.0.1', [client])] })
  renderPanel(display, qemu)
  const region = await screen.findByRole('region', { name: 'VNC :7' })
  for (const fact of ['127.0.0.1:5907, TCP', 'no password', '10.0.0.1:53210', 'vncviewer 127.0.0.1:7']) {
    expect(region.textContent).toContain(fact)
  }
})

test('on the overview it is a line, with a warning where anyone may look', async () => {
  renderPanel(display, new SimulatedQemu({ 'query-vnc-servers': [server('0.0.0.0')] }), { brief: true })
  const line = (await screen.findByText('VNC :7')).closest('div')
  expect(line?.textContent).toBe('VNC :7no password, no vieweropen to everyone who can reach QEMU’s host')
})

test('a QEMU before 2.3 is asked for its only server', async () => {
  const vnc = { enabled: true, host: '127.0.0.1', family: 'ipv4', service: '5900', auth: 'vnc', clients: [] }
  const qemu = new SimulatedQemu({ 'query-vnc': vnc }, { scenario: 'era-1.0' })
  renderPanel(display, qemu, { brief: true })
  expect(await screen.findByText('VNC :0')).toBeTruthy()
})

const noServer = {
  'query-vnc-servers': new Refusal('VNC support is disabled'),
  'query-spice': { enabled: false },
  'query-display-options': { type: 'none' },
}

test('a VM without a display says so once all have answered, and what would add one', async () => {
  renderPanel(display, new SimulatedQemu({ ...noServer, 'qom-get': '/machine/unattached/device[29]' }))
  expect(screen.queryByText(/has no display/)).toBeNull()
  const note = (await screen.findByText(/has no display/)).parentElement
  await waitFor(() => expect(note?.textContent).toContain('-vnc 127.0.0.1:0'))
})

test.each([
  ['has consoles of text only', ''],
  ['has no console', new Refusal("Device '/backend/console[0]' not found", 'DeviceNotFound')],
])('a VM that %s gets no advice to watch it', async (_, device) => {
  const qemu = new SimulatedQemu({ ...noServer, 'qom-get': device })
  renderPanel(display, qemu)
  const note = (await screen.findByText(/has no display/)).parentElement
  await waitFor(() => expect(qemu.asked('qom-get')).toHaveLength(1))
  expect(note?.textContent).not.toContain('-vnc')
})

test('L-04: before the machine is made, nothing is said of displays but what QEMU says', async () => {
  renderPanel(display, new SimulatedQemu({}, { scenario: 'preconfig' }))
  expect(await screen.findByText(/permitted only after machine initialization/)).toBeTruthy()
  expect(screen.queryByText(/has no display/)).toBeNull()
})
