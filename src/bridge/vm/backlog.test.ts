import { afterEach, describe, expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { later, SpeakingVm } from '../testing/speaking-vm.ts'
import type { TestViewer } from '../testing/test-viewer.ts'

const mebibyte = 1024 * 1024
const pad = 'x'.repeat(mebibyte / 2)

let vm: SpeakingVm
afterEach(() => vm.stop())

/** Resolves when the viewer's own buffers have filled up, and no byte of them moves. */
async function isHeldBack({ socket }: TestViewer): Promise<void> {
  let last = -1
  const standsStill = () => {
    const before = last
    last = socket.bufferedAmount
    return last === before && last > 0
  }
  await expect.poll(standsStill, { interval: 200, timeout: 10_000 }).toBe(true)
}

describe('a viewer is not read any further', () => {
  test('while much that it asked out of band waits, and when it leaves that is not asked', async () => {
    // That a viewer who is not read has left is found by a ping.
    vm = await SpeakingVm.start(later, { pingMs: 2000 })
    const viewer = vm.monitor.view()
    viewer.send('{"execute": "qmp_capabilities", "arguments": {"enable": ["oob"]}}')
    await viewer.received(2)
    const command = `{"exec-oob": "x-any", "arguments": {"pad": "${pad}"}}`
    for (let count = 0; count < 64; count++) viewer.send(command)
    await isHeldBack(viewer)
    expect(viewer.socket.bufferedAmount).toBeGreaterThan(16 * mebibyte)
    viewer.socket.terminate()
    await expect.poll(() => vm.monitor.monitor.describe('operator').viewers, { timeout: 10_000 }).toBe(0)
    const heard = vm.qemu.heard.length
    for (const each of vm.qemu.heard) vm.qemu.reply(each, { return: {} })
    const other = await vm.monitor.negotiated()
    other.send('{"execute": "query-status"}')
    await expect.poll(() => vm.qemu.names.at(-1)).toBe('query-status')
    expect(vm.qemu.heard.length).toBe(heard + 1)
  }, 20_000)

  test('while answers that the bridge made wait behind one of QEMU’s', async () => {
    vm = await SpeakingVm.start(later)
    const viewer = await vm.monitor.negotiated('viewer')
    viewer.send('{"execute": "query-status"}')
    for (let count = 0; count < 64; count++) viewer.send(`{"execute": "stop", "id": "${pad}"}`)
    await isHeldBack(viewer)
    expect(viewer.socket.bufferedAmount).toBeGreaterThan(16 * mebibyte)
    await expect.poll(() => vm.qemu.heard.length).toBe(1)
    const [pending] = vm.qemu.heard
    if (pending) vm.qemu.reply(pending, { return: {} })
    await viewer.received(2 + 65)
  }, 20_000)
})

test('a viewer that QEMU goes on to heed, however slowly, is not sent away', async () => {
  vm = await SpeakingVm.start(later, { pauseMs: 300 })
  const viewer = await vm.monitor.negotiated()
  let answered = 0
  const slowly = setInterval(() => {
    const next = vm.qemu.heard[answered]
    if (next) vm.qemu.reply(next, { return: {} })
    if (next) answered++
  }, 5)
  const count = defaultLimits.waitingCommands + 100
  for (let n = 0; n < count; n++) viewer.send(`{"execute": "query-x", "id": ${n}}`)
  await viewer.received(2 + count)
  clearInterval(slowly)
}, 20_000)

test('a command by someone who only looks has few arguments', async () => {
  vm = await SpeakingVm.start()
  const [viewer, operator] = [await vm.monitor.negotiated('viewer'), await vm.monitor.negotiated()]
  const command = `{"execute": "query-x", "arguments": {"pad": "${'x'.repeat(defaultLimits.viewerArgumentBytes)}"}}`
  viewer.send(command)
  const answer = (await viewer.received(3))[2] ?? ''
  expect(JSON.parse(answer)).toMatchObject({ '__qmp-dashboard': { code: 'read-only' } })
  expect(vm.qemu.heard).toEqual([])
  operator.send(command)
  await operator.received(3)
  expect(vm.qemu.names).toEqual(['query-x'])
})
