import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { renderPanel } from '#query/testing/render-panel.tsx'
import { SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { characterDevices } from './panel.ts'

afterEach(cleanup)

test('each says where it leads and whether anybody is there', async () => {
  const qemu = new SimulatedQemu({
    'query-chardev': [
      { label: 'serial0', filename: 'disconnected:unix:/run/serial,server=on', 'frontend-open': true },
      { label: 'qmp', filename: 'tcp:127.0.0.1:4444,server=on <-> 127.0.0.1:53210' },
    ],
  })
  renderPanel(characterDevices, qemu)
  const serial = await screen.findByRole('row', { name: /^serial0 serial port/ })
  expect(serial.textContent).toContain('Unix socket /run/serial, server')
  expect(serial.textContent).toContain('no client')
  const monitor = screen.getByRole('row', { name: /^qmp monitor/ })
  expect(monitor.textContent).toContain('connected 127.0.0.1:53210')
  expect(monitor.textContent).toMatch(/–$/)
})
