import { afterEach, describe, expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import type { FakeQemu } from '../testing/fake-qemu.ts'
import type { SpeakingQemu } from '../testing/speaking-qemu.ts'
import { answers, later, SpeakingVm } from '../testing/speaking-vm.ts'
import type { TestMonitor } from '../testing/test-monitor.ts'

let vm: SpeakingVm
let socket: FakeQemu
let qemu: SpeakingQemu
let monitor: TestMonitor
afterEach(() => vm.stop())

async function start(...how: Parameters<typeof SpeakingVm.start>): Promise<void> {
  vm = await SpeakingVm.start(...how)
  ;({ socket, qemu, monitor } = vm)
}

describe('many viewers of one QEMU', () => {
  test('share one connection and one negotiation, and each has its own answers under its own ids', async () => {
    await start(({ name }) => ({ return: { to: name } }))
    const [first, second] = await Promise.all([monitor.negotiated(), monitor.negotiated()])
    first.send('{"execute": "query-a", "id": 7}')
    second.send('{"execute": "query-b", "id": 7}')
    await Promise.all([first.received(3), second.received(3)])
    expect(answers(first).map((text) => JSON.parse(text))).toEqual([{ return: { to: 'query-a' }, id: 7 }])
    expect(answers(second).map((text) => JSON.parse(text))).toEqual([{ return: { to: 'query-b' }, id: 7 }])
    expect([socket.visits, qemu.negotiations]).toEqual([1, 1])
    expect(new Set(qemu.heard.map(({ id }) => id)).size).toBe(2)
  })

  test('get their ids back as the same JSON value, digit by digit, or none', async () => {
    await start()
    const viewer = await monitor.negotiated()
    const ids = ['1.50', '1e999', '18446744073709551617', '{"a" : [1,  "é"]}', 'null', '"ü"', '""']
    for (const id of ids) viewer.send(`{"id": ${id}, "execute": "query-status"}`)
    viewer.send('{"id": "\\u00e9\\/", "execute": "query-status"}')
    viewer.send('{"execute": "query-status"}')
    await viewer.received(2 + ids.length + 2)
    const same = [...ids, '"é/"'].map((id) => `{"return":{},"id":${id}}`)
    expect(answers(viewer)).toEqual([...same, '{"return":{}}'])
  })

  test('give QEMU what was read, digit by digit, under the bridge’s id', async () => {
    await start()
    const viewer = await monitor.negotiated()
    const args = '{"max-bandwidth": 9223372036853727232, "x": 1.50, "y": 1e400}'
    viewer.send(`{ "\\u0065xecute":"migr\\u0061te",\n "id": 3, "arguments":${args} }\n`)
    await viewer.received(3)
    expect(qemu.heard[0]?.text).toBe(
      `{"execute": "migrate", "arguments": ${args}, "id": "${qemu.heard[0]?.id}"}`,
    )
  })

  test('all get every event, from their own negotiation on', async () => {
    await start()
    const early = await monitor.negotiated()
    const silent = monitor.view()
    await silent.received(1)
    qemu.say({ event: 'STOP' })
    await early.received(3)
    silent.send('{"execute": "qmp_capabilities", "id": 1}')
    await silent.received(2)
    qemu.say({ event: 'RESUME' })
    await Promise.all([early.received(4), silent.received(3)])
    const resumed = '{"event":"RESUME", "__qmp-dashboard": {"seq": 2}}'
    expect(answers(early)).toEqual(['{"event":"STOP", "__qmp-dashboard": {"seq": 1}}', resumed])
    expect(silent.messages.slice(1)).toEqual(['{"return": {}, "id": 1}', resumed])
    const { events } = JSON.parse(String(monitor.monitor.history.toJson(0)))
    expect(events).toEqual([
      { seq: 1, event: { event: 'STOP' } },
      { seq: 2, event: { event: 'RESUME' } },
    ])
  })

  test('O-04, P-06: never have more than seven commands with QEMU, and take turns', async () => {
    await start(later)
    const [greedy, modest] = await Promise.all([monitor.negotiated(), monitor.negotiated()])
    for (let n = 0; n < 100; n++) greedy.send(`{"execute": "greedy-${n}"}`)
    await expect.poll(() => qemu.heard.length).toBe(defaultLimits.commandsInFlight)
    modest.send('{"execute": "modest"}')
    greedy.send('{"execute": "greedy-last"}')
    const answered: string[] = []
    while (!answered.includes('greedy-last')) {
      expect(qemu.heard.length - answered.length).toBeLessThanOrEqual(defaultLimits.commandsInFlight)
      const next = qemu.heard[answered.length]
      if (!next) {
        await expect.poll(() => qemu.heard.length).toBeGreaterThan(answered.length)
        continue
      }
      qemu.reply(next, { return: {} })
      answered.push(next.name)
    }
    expect(answered.indexOf('modest')).toBeLessThanOrEqual(9)
    expect(answered.filter((name) => name.startsWith('greedy'))).toHaveLength(101)
  })

  test('get an answer when it comes, while what another asked before is still open', async () => {
    await start(later)
    const [slow, quick] = await Promise.all([monitor.negotiated(), monitor.negotiated()])
    slow.send('{"execute": "query-slow", "id": 1}')
    await expect.poll(() => qemu.names).toEqual(['query-slow'])
    quick.send('{"execute": "query-quick", "id": 1}')
    await expect.poll(() => qemu.names).toEqual(['query-slow', 'query-quick'])
    const [asked, askedLater] = qemu.heard
    if (askedLater) qemu.reply(askedLater, { return: 'quick' })
    await quick.received(3)
    expect(answers(quick)).toEqual(['{"return":"quick","id":1}'])
    expect(answers(slow)).toEqual([])
    if (asked) qemu.reply(asked, { return: 'slow' })
    await slow.received(3)
    expect(answers(slow)).toEqual(['{"return":"slow","id":1}'])
  })

  test('all get what is no message of QMP, to judge for themselves, and then the end', async () => {
    await start()
    const viewers = await Promise.all([monitor.negotiated(), monitor.negotiated()])
    qemu.say({ surprise: true })
    for (const viewer of viewers) {
      expect(await viewer.closed).toMatchObject({ code: 4502, reason: expect.stringContaining('not QMP') })
      expect(answers(viewer)).toEqual(['{"surprise":true}'])
    }
    expect(JSON.parse(String(monitor.monitor.history.toJson(0))).events).toEqual([])
  })

  test('P-09: an answer to an unknown id is nobody’s', async () => {
    await start()
    const viewer = await monitor.negotiated()
    qemu.say({ return: { stale: true }, id: 'OLD' })
    qemu.say({ error: { class: 'GenericError', desc: 'JSON parse error' } })
    viewer.send('{"execute": "query-status", "id": "OLD"}')
    await viewer.received(3)
    expect(answers(viewer)).toEqual(['{"return":{},"id":"OLD"}'])
  })
})

describe('a viewer that leaves', () => {
  test('takes nobody with it, and answers to what it asked go nowhere', async () => {
    await start(later)
    const [leaver, stayer] = await Promise.all([monitor.negotiated(), monitor.negotiated()])
    leaver.send('{"execute": "query-a", "id": 1}')
    await expect.poll(() => qemu.names).toEqual(['query-a'])
    await leaver.leave()
    stayer.send('{"execute": "query-b", "id": 1}')
    await expect.poll(() => qemu.names).toEqual(['query-a', 'query-b'])
    for (const heard of qemu.heard) qemu.reply(heard, { return: heard.name })
    await stayer.received(3)
    expect(answers(stayer)).toEqual(['{"return":"query-b","id":1}'])
  })

  test('as the last leaves QEMU’s socket free, after a while in which it may come back', async () => {
    await start(undefined, { lingerMs: 50 })
    await (await monitor.negotiated()).leave()
    const again = await monitor.negotiated()
    expect([socket.visits, qemu.negotiations]).toEqual([1, 1])
    await again.leave()
    await expect.poll(() => socket.clients).toEqual([])
    expect(monitor.monitor.describe('operator')).toMatchObject({ state: 'idle', viewers: 0 })
    await monitor.negotiated()
    expect(socket.visits).toBe(2)
  })
})

describe('the bridge’s own questions', () => {
  test('are answered beside the viewers’, also without any, and let go of QEMU afterwards', async () => {
    await start(({ name, arguments: given }) => ({ return: { name, given } }))
    expect(await monitor.monitor.ask('query-vnc', { a: 1 })).toEqual({ name: 'query-vnc', given: { a: 1 } })
    await expect.poll(() => socket.clients).toEqual([])
  })

  test('fail as QEMU refuses them, and where there is no QEMU', async () => {
    await start(() => ({ error: { class: 'GenericError', desc: 'no' } }))
    await expect(monitor.monitor.ask('query-vnc')).rejects.toMatchObject({
      message: 'no',
      class: 'GenericError',
    })
    await socket.stop()
    await expect.poll(() => monitor.monitor.ask('query-vnc').catch(String)).toContain('closed the connection')
  })
})

describe('when QEMU goes', () => {
  test('C-08: every command without an answer is answered, in order, before the close, and never sent again', async () => {
    await start(later)
    const viewer = await monitor.negotiated()
    for (let n = 0; n < 9; n++) viewer.send(`{"execute": "stop", "id": ${n}}`)
    await expect.poll(() => qemu.heard.length).toBe(7)
    for (const client of socket.clients) client.destroy()
    expect(await viewer.closed).toMatchObject({ code: 4410 })
    expect(answers(viewer).map((text) => JSON.parse(text))).toEqual(
      Array.from({ length: 9 }, (_, id) => ({
        id,
        error: { class: 'GenericError', desc: expect.stringContaining('outcome unknown') },
        '__qmp-dashboard': { code: 'outcome-unknown' },
      })),
    )
    await monitor.negotiated()
    expect(qemu.heard).toHaveLength(7)
    expect(monitor.acts.map(({ outcome }) => outcome)).toEqual(Array(9).fill('unknown'))
  })

  test('L-10: after quit that is success', async () => {
    await start(later)
    const [viewer, other] = await Promise.all([monitor.negotiated(), monitor.negotiated()])
    viewer.send('{"execute": "quit", "id": 1}')
    await expect.poll(() => qemu.names).toEqual(['quit'])
    for (const client of socket.clients) client.end()
    expect((await viewer.closed).code).toBe(4410)
    expect((await other.closed).code).toBe(4410)
    expect(answers(viewer)).toEqual(['{"return": {}, "id": 1}'])
    expect(answers(other)).toEqual([])
  })
})

describe('what a viewer that may only look is told', () => {
  test('holds no path of the host', async () => {
    await start()
    const { monitor: watched } = monitor
    const words = 'The dashboard’s user may not open /run/secret.qmp.'
    const why = { code: 'forbidden', path: '/run/secret.qmp', uid: 7 } as const
    watched.retarget({
      ...watched.target,
      name: '/run/secret.qmp',
      blocker: { state: 'unreachable', why, words },
    })
    expect(JSON.stringify(watched.describe('viewer'))).not.toContain('/run')
    expect(watched.describe('operator')).toMatchObject({ name: '/run/secret.qmp', why, detail: words })
    const viewer = monitor.view('viewer')
    const { code, reason } = await viewer.closed
    expect([code, reason]).toEqual([4502, expect.not.stringContaining('/run')])
    expect(viewer.closing).toEqual({ code: 'forbidden' })
    const operator = monitor.view()
    expect((await operator.closed).reason).toContain('/run/secret.qmp')
    expect(operator.closing).toEqual(why)
  })
})
