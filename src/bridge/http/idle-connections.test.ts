import { once } from 'node:events'
import { expect, test } from 'vitest'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { open } from '../testing/raw-http.ts'
import { TestDashboard } from '../testing/test-dashboard.ts'
import { plainText, send } from './answers.ts'

test('who asks for something and does not take it is cut off; a WebSocket on which nothing happens is not', async () => {
  const qemu = await FakeQemu.start()
  const large = 'x'.repeat(32 * 1024 * 1024)
  let cutOff = () => {}
  const isCutOff = new Promise<void>((resolve) => {
    cutOff = resolve
  })
  const dashboard = await TestDashboard.start([`vm=${qemu.address}`], {
    limits: { idleMs: 300 },
    page: (request, response) => send(request, response.once('close', cutOff), plainText(large)),
  })
  const viewer = dashboard.view('vm')
  await viewer.received(1)
  const still = (await open(dashboard.host)).pause().on('error', () => {})
  const closed = once(still, 'close')
  let taken = 0
  still.write(`GET / HTTP/1.1\r\nHost: ${dashboard.host}\r\n\r\n`)
  // Who does not read is not told of it: the server knows alone.
  await isCutOff
  still.on('data', (data) => {
    taken += data.length
  })
  still.resume()
  await closed
  expect(taken).toBeLessThan(large.length)
  expect(viewer.socket.readyState).toBe(viewer.socket.OPEN)
  await viewer.leave()
  await dashboard.close()
  await qemu.stop()
})
