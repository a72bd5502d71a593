import { afterEach, describe, expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { answers, later, SpeakingVm } from '../testing/speaking-vm.ts'
import { TestMonitor } from '../testing/test-monitor.ts'

let vm: SpeakingVm
afterEach(() => vm.stop())

const unknown = (id: unknown) => ({
  id,
  error: { class: 'GenericError', desc: expect.stringContaining('outcome unknown') },
  '__qmp-dashboard': { code: 'outcome-unknown' },
})

describe('when the bridge lets go of QEMU', () => {
  test('what has no answer is answered and told, and then the viewer hears why', async () => {
    vm = await SpeakingVm.start(later)
    const viewer = await vm.monitor.negotiated()
    viewer.send('{"execute": "stop", "id": 1}')
    await expect.poll(() => vm.qemu.names).toEqual(['stop'])
    vm.monitor.monitor.close({ code: 'stopping' }, 'The dashboard is stopping.')
    expect(await viewer.closed).toEqual({ code: 1001, reason: 'The dashboard is stopping.' })
    expect(answers(viewer).map((text) => JSON.parse(text))).toEqual([unknown(1)])
    expect(vm.monitor.acts).toMatchObject([{ command: 'stop', outcome: 'unknown' }])
  })

  test('an act of a viewer who has left is told, too', async () => {
    vm = await SpeakingVm.start(later, { lingerMs: 50 })
    const viewer = await vm.monitor.negotiated()
    viewer.send('{"execute": "system_reset"}')
    await expect.poll(() => vm.qemu.names).toEqual(['system_reset'])
    await viewer.leave()
    await expect.poll(() => vm.monitor.acts).toMatchObject([{ command: 'system_reset', outcome: 'unknown' }])
  })

  test('a question of its own fails, and none is asked any more', async () => {
    vm = await SpeakingVm.start(later)
    const answer = vm.monitor.monitor.ask('query-vnc').catch(String)
    await expect.poll(() => vm.qemu.names).toEqual(['query-vnc'])
    vm.monitor.monitor.close({ code: 'stopping' }, 'stopping')
    expect(await answer).toContain('closed the connection')
    await expect(vm.monitor.monitor.ask('query-vnc')).rejects.toThrow()
    expect((await vm.monitor.view().closed).code).toBe(1001)
    expect(vm.socket.visits).toBe(1)
  })
})

describe('when QEMU goes', () => {
  test('a quit that it never got is no success', async () => {
    vm = await SpeakingVm.start(later)
    const viewer = await vm.monitor.negotiated()
    for (let n = 0; n < 7; n++) viewer.send(`{"execute": "query-x", "id": ${n}}`)
    viewer.send('{"execute": "quit", "id": "q"}')
    await expect.poll(() => vm.qemu.heard.length).toBe(7)
    for (const client of vm.socket.clients) client.destroy()
    await viewer.closed
    expect(JSON.parse(answers(viewer).at(-1) ?? '')).toEqual(unknown('q'))
    expect(vm.monitor.acts).toMatchObject([{ command: 'quit', outcome: 'unknown' }])
  })
})

test('who speaks to what never greets gets no answer, only the reason', async () => {
  vm = await SpeakingVm.start()
  const silent = await FakeQemu.start(() => {})
  const monitor = await TestMonitor.start(silent.address, { greetingMs: 100 })
  const viewer = monitor.view()
  viewer.send('{"execute": "stop", "id": 1}')
  expect((await viewer.closed).code).toBe(4504)
  expect(viewer.messages).toEqual([])
  await monitor.close()
  await silent.stop()
})

describe('a question of the bridge itself', () => {
  test('fails where the answer is no JSON, and takes nobody with it', async () => {
    vm = await SpeakingVm.start(later)
    const viewer = await vm.monitor.negotiated()
    const answer = vm.monitor.monitor.ask('query-vnc').catch(String)
    await expect.poll(() => vm.qemu.names).toEqual(['query-vnc'])
    for (const client of vm.socket.clients)
      client.write(`{"return": nope, "id": "${vm.qemu.heard[0]?.id}"}\r\n`)
    expect(await answer).toContain('not JSON')
    viewer.send('{"execute": "query-status", "id": 1}')
    await expect.poll(() => vm.qemu.names).toEqual(['query-vnc', 'query-status'])
  })

  test('is one of a number (bridgeQuestions) that may wait, and fails beyond', async () => {
    vm = await SpeakingVm.start(later)
    const { monitor } = vm.monitor
    const asked = Array.from({ length: defaultLimits.bridgeQuestions }, () =>
      monitor.ask('query-vnc').catch(String),
    )
    await expect(monitor.ask('query-vnc')).rejects.toThrow('Too many commands are waiting for QEMU')
    monitor.close({ code: 'stopping' }, 'stopping')
    expect(new Set(await Promise.all(asked)).size).toBe(1)
  })

  test('is taken back by its signal, and then keeps QEMU no longer', async () => {
    vm = await SpeakingVm.start(later, { lingerMs: 50 })
    const end = new AbortController()
    const asked = Array.from({ length: 9 }, () =>
      vm.monitor.monitor.ask('query-vnc', undefined, end.signal).catch(String),
    )
    await expect.poll(() => vm.qemu.heard.length).toBe(7)
    end.abort(new Error('nobody waits'))
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['Error: nobody waits']))
    await expect.poll(() => vm.socket.clients).toEqual([])
    expect(vm.qemu.heard).toHaveLength(7)
  })
})
