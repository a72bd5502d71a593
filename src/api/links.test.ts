import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { greeting } from '#bridge/testing/fake-qemu.ts'
import type { Link, LinkEnd } from '#link/link.ts'
import type { ActivityListener, ApiOptions } from './api.ts'
import { BridgeOfOneVm } from './testing/bridge-of-one-vm.ts'
import type { Activity } from './types.ts'

let bridge: BridgeOfOneVm
beforeEach(async () => {
  bridge = await BridgeOfOneVm.start()
})
afterEach(() => bridge.stop())

const stopping = { cause: 'unavailable', reason: 'The dashboard is stopping.', code: 'stopping' }

function endOf(link: Link): Promise<LinkEnd> {
  return new Promise((resolve) => {
    link.onEnded = resolve
  })
}

describe('a dialled session', () => {
  test('carries text both ways, and what was said before it was open', async () => {
    const link = bridge.api().dial('vm')()
    const heard: string[] = []
    link.onText = (text) => heard.push(text)
    link.send('{"execute": "qmp_capabilities", "id": 1}')
    await expect.poll(() => heard.length).toBe(2)
    expect([heard[0], JSON.parse(heard[1] ?? '')]).toEqual([greeting, { return: {}, id: 1 }])
    link.send('{"execute": "stop"}')
    await expect.poll(() => bridge.qemuHeard).toEqual(['stop'])
    const ended = endOf(link)
    link.close()
    expect(await ended).toEqual({ cause: 'closed', reason: '' })
    await expect.poll(() => bridge.qemu.clients).toEqual([])
  })

  test('ends with the cause and the words of the bridge', async () => {
    expect(await endOf(bridge.api().dial('vm9')())).toEqual({
      cause: 'unknown-vm',
      reason: 'No such VM.',
      code: 'no-such-vm',
    })
    const link = bridge.api().dial('vm')()
    await new Promise((resolve) => Object.assign(link, { onText: resolve }))
    const ended = endOf(link)
    for (const client of bridge.qemu.clients) client.end()
    expect(await ended).toEqual({ cause: 'gone', reason: 'QEMU closed the connection.', code: 'qemu-closed' })
  })

  test('ends as unauthorized where the token is wrong or missing', async () => {
    for (const wrong of [undefined, 'not-the-right-token', 'ü']) {
      expect(await endOf(bridge.api({ token: () => wrong }).dial('vm')())).toMatchObject({
        cause: 'unauthorized',
      })
    }
    expect(bridge.qemu.visits).toBe(0)
  })

  test('ends as unavailable where the bridge is away or stops', async () => {
    const link = bridge.api().dial('vm')()
    await new Promise((resolve) => Object.assign(link, { onText: resolve }))
    const ended = endOf(link)
    await bridge.stopBridge()
    expect(await ended).toEqual(stopping)
    expect(await endOf(bridge.api().dial('vm')())).toEqual({
      cause: 'unavailable',
      reason: expect.stringContaining('does not answer'),
    })
  })

  test('that is closed before it opens ends at once, and dials nothing', async () => {
    const link = bridge.api().dial('vm')()
    const ended = endOf(link)
    link.close()
    link.send('late')
    expect(await ended).toEqual({ cause: 'closed', reason: '' })
  })
})

describe('the activity of the bridge', () => {
  function listen(different: Partial<ApiOptions> = {}) {
    const heard: Activity[] = []
    const ended: LinkEnd[] = []
    let opened = 0
    const listener: ActivityListener = {
      onOpen: () => opened++,
      onMessage: (message) => heard.push(message),
      onEnded: (end) => ended.push(end),
    }
    return { heard, ended, opened: () => opened, stop: bridge.api(different).activity(listener) }
  }

  test('lists every VM, then each one that is added or removed', async () => {
    const { heard, opened, stop, ended } = listen()
    await expect.poll(() => heard.length).toBe(2)
    expect(heard).toEqual([
      { type: 'vm', vm: expect.objectContaining({ id: 'vm', viewers: 0 }) },
      { type: 'acts', epoch: expect.any(String), acts: [] },
    ])
    expect(opened()).toBe(1)
    await bridge.api().add({ address: 'tcp:localhost:1', name: 'new' })
    await expect.poll(() => heard.at(-1)).toMatchObject({ type: 'vm', vm: { id: 'new' } })
    await bridge.api().remove('new')
    await expect.poll(() => heard.at(-1)).toEqual({ type: 'vm-gone', id: 'new' })
    stop()
    expect(ended).toEqual([])
  })

  test('ends once, with the cause and the words of the bridge', async () => {
    const { heard, ended } = listen()
    await expect.poll(() => heard.length).toBe(2)
    await bridge.stopBridge()
    await expect.poll(() => ended).toEqual([stopping])
  })

  test('ends as unauthorized where the token is wrong', async () => {
    const { ended, opened } = listen({ token: () => 'not-the-right-token' })
    await expect.poll(() => ended).toMatchObject([{ cause: 'unauthorized' }])
    expect(opened()).toBe(0)
  })
})
