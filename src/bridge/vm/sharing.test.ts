import { afterEach, describe, expect, test } from 'vitest'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { type Heard, SpeakingQemu } from '../testing/speaking-qemu.ts'
import { TestMonitor } from '../testing/test-monitor.ts'
import type { TestViewer } from '../testing/test-viewer.ts'
import type { Patience } from './viewer.ts'
import type { MonitorTiming } from './vm-monitor.ts'

let socket: FakeQemu
let qemu: SpeakingQemu
let monitor: TestMonitor
afterEach(async () => {
  await monitor.close()
  await socket.stop()
})

async function start(
  answer?: (heard: Heard) => object | undefined,
  options: Partial<MonitorTiming & Patience> = {},
): Promise<void> {
  qemu = new SpeakingQemu(answer)
  socket = await FakeQemu.start(qemu.talk)
  monitor = await TestMonitor.start(socket.address, options)
}

/** What came after greeting and negotiation. */
function answers(viewer: TestViewer): string[] {
  return viewer.messages.slice(2)
}

const later = () => undefined

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

  test('get their ids back as the text they sent, digit by digit, or none', async () => {
    await start()
    const viewer = await monitor.negotiated()
    const ids = ['1.50', '1e999', '18446744073709551617', '{"a" : [1,  "\\u00e9"]}', 'null', '"ü"', '""']
    for (const id of ids) viewer.send(`{"id": ${id}, "execute": "query-status"}`)
    viewer.send('{"execute": "query-status"}')
    await viewer.received(2 + ids.length + 1)
    expect(answers(viewer)).toEqual([...ids.map((id) => `{"return":{},"id":${id}}`), '{"return":{}}'])
  })

  test('change nothing but the id in what QEMU gets', async () => {
    await start()
    const viewer = await monitor.negotiated()
    const text =
      '{ "execute":"migrate-set-parameters",\n "arguments": {"max-bandwidth": 9223372036853727232, "x": 1.50}'
    viewer.send(`${text}, "id": 3}`)
    await viewer.received(3)
    expect(qemu.heard[0]?.text).toBe(`${text}, "id": ${JSON.stringify(qemu.heard[0]?.id)}}`)
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
    expect(answers(early)).toEqual(['{"event":"STOP"}', '{"event":"RESUME"}'])
    expect(silent.messages.slice(1)).toEqual(['{"return": {}, "id": 1}', '{"event":"RESUME"}'])
  })

  test('O-04, P-06: never have more than seven commands with QEMU, and take turns', async () => {
    await start(later)
    const [greedy, modest] = await Promise.all([monitor.negotiated(), monitor.negotiated()])
    for (let n = 0; n < 100; n++) greedy.send(`{"execute": "greedy-${n}"}`)
    await expect.poll(() => qemu.heard.length).toBe(7)
    modest.send('{"execute": "modest"}')
    greedy.send('{"execute": "greedy-last"}')
    const answered: string[] = []
    while (!answered.includes('greedy-last')) {
      expect(qemu.heard.length - answered.length).toBeLessThanOrEqual(7)
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

  test('all get what is no message of QMP, to judge for themselves, and then the end', async () => {
    await start()
    const viewers = await Promise.all([monitor.negotiated(), monitor.negotiated()])
    qemu.say({ surprise: true })
    for (const viewer of viewers) {
      expect(await viewer.closed).toMatchObject({ code: 4502, reason: expect.stringContaining('not QMP') })
      expect(answers(viewer)).toEqual(['{"surprise":true}'])
    }
    expect(JSON.parse(monitor.monitor.history.toJson(0)).events).toEqual([])
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

describe('negotiation', () => {
  const negotiate = (enable: string) => `{"execute": "qmp_capabilities", "arguments": ${enable}, "id": 1}`

  test.each([
    ['{"execute": "query-status", "id": 1}', 'CommandNotFound', /^Expecting capabilities negotiation/],
    ['{"exec-oob": "query-status", "id": 1}', 'GenericError', /member 'exec-oob' is unexpected/],
    [negotiate('{"enable": ["nope"]}'), 'GenericError', /does not accept value 'nope'/],
    [negotiate('{"enable": "oob"}'), 'GenericError', /Invalid parameter type for 'enable', expected: array/],
    [
      negotiate('{"enable": [1]}'),
      'GenericError',
      /Invalid parameter type for 'enable\[0\]', expected: string/,
    ],
    [negotiate('{"enabl": []}'), 'GenericError', /Parameter 'enabl' is unexpected/],
  ])('N-01, N-03: refuses %s as QEMU does, and may be tried again', async (text, errorClass, words) => {
    await start()
    const viewer = monitor.view()
    viewer.send(text)
    viewer.send('{"execute": "qmp_capabilities"}')
    await viewer.received(3)
    expect(JSON.parse(viewer.messages[1] ?? '')).toEqual({
      id: 1,
      error: { class: errorClass, desc: expect.stringMatching(words) },
    })
    expect(viewer.messages[2]).toBe('{"return": {}}')
    expect(qemu.heard).toEqual([])
  })

  test('N-04: is refused the second time', async () => {
    await start()
    const viewer = await monitor.negotiated()
    viewer.send('{"execute": "qmp_capabilities", "id": 2}')
    await viewer.received(3)
    expect(answers(viewer)[0]).toContain('Capabilities negotiation is already complete, command ignored')
  })
})

describe('an old QEMU', () => {
  async function startOld(greets: string, answer?: (heard: Heard) => object | undefined): Promise<void> {
    qemu = new SpeakingQemu(answer, greets)
    socket = await FakeQemu.start(qemu.talk)
    monitor = await TestMonitor.start(socket.address)
  }

  test('P-02: of 0.12 is asked at once, and says itself that it knows no negotiation', async () => {
    await startOld('{"QMP": {"capabilities": []}}')
    const viewer = monitor.view()
    viewer.send('{"execute": "query-version", "id": 1}{"execute": "qmp_capabilities", "id": 2}')
    await viewer.received(3)
    expect(viewer.messages[1]).toBe('{"return":{},"id":1}')
    expect(viewer.messages[2]).toContain('The command qmp_capabilities has not been found')
  })

  test('C-09: before 1.0 has one command at a time', async () => {
    const version = '{"qemu": {"micro": 0, "minor": 15, "major": 0}, "package": ""}'
    await startOld(`{"QMP": {"version": ${version}, "capabilities": []}}`, later)
    const [first, second] = await Promise.all([monitor.negotiated(), monitor.negotiated()])
    first.send('{"execute": "query-a"}{"execute": "query-c"}')
    await expect.poll(() => qemu.names).toEqual(['query-a'])
    second.send('{"execute": "query-b", "id": 1}')
    for (let n = 0; n < 3; n++) {
      await expect.poll(() => qemu.heard.length).toBe(n + 1)
      const heard = qemu.heard[n]
      if (heard) qemu.reply(heard, { return: {} })
    }
    await Promise.all([first.received(4), second.received(3)])
    expect(new Set(qemu.names)).toEqual(new Set(['query-a', 'query-b', 'query-c']))
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

describe('out of band', () => {
  test('O-03: an answer overtakes those in band', async () => {
    await start((heard) => (heard.oob ? { return: 'quick' } : undefined))
    const viewer = await monitor.negotiated('operator', ['oob'])
    for (let n = 0; n < 20; n++) viewer.send('{"execute": "slow", "id": "slow"}')
    viewer.send('{"exec-oob": "query-yank", "id": "quick"}')
    await viewer.received(3)
    expect(answers(viewer)).toEqual(['{"return":"quick","id":"quick"}'])
  })

  test('is refused in QEMU’s words, in order, to a viewer that has not enabled it, while another has', async () => {
    await start(later)
    const [enabled, plain] = await Promise.all([
      monitor.negotiated('operator', ['oob']),
      monitor.negotiated(),
    ])
    plain.send('{"execute": "query-a", "id": 1}{"exec-oob": "query-yank", "id": 2}')
    enabled.send('{"exec-oob": "query-yank"}')
    await expect.poll(() => qemu.heard.length).toBe(2)
    expect(answers(plain)).toEqual([])
    for (const heard of qemu.heard) qemu.reply(heard, { return: {} })
    await plain.received(4)
    expect(answers(plain)[0]).toBe('{"return":{},"id":1}')
    expect(JSON.parse(answers(plain)[1] ?? '')).toEqual({
      id: 2,
      error: { class: 'GenericError', desc: "QMP input member 'exec-oob' is unexpected" },
    })
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
        '__qmp-dashboard': 'outcome-unknown',
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

describe('a viewer that talks rubbish', () => {
  test.each([
    ['not JSON', '{"execute": query-status}'],
    ['no object', '[1, 2] "x" null\n'],
    ['duplicate keys', '{"execute": "stop", "execute": "query-status"}'],
    ['duplicate keys inside', '{"execute": "x", "arguments": {"a": {"b": 1, "\\u0062": 2}}}'],
    ['half a surrogate pair', '{"execute": "x", "arguments": {"a": "\\ud800"}}'],
    ['a non-character', '{"execute": "x", "arguments": {"a": "\\uffff"}}'],
    ['single quotes', "{'execute': 'stop'}"],
    ['nesting', `{"execute": "x", "arguments": {"a": ${'['.repeat(1100)}${']'.repeat(1100)}}}`],
  ])('gets QEMU’s kind of error for %s, and disturbs nobody', async (_, rubbish) => {
    await start()
    const [rude, polite] = await Promise.all([monitor.negotiated(), monitor.negotiated()])
    rude.send(rubbish)
    await rude.received(3)
    expect(JSON.parse(answers(rude)[0] ?? '')).toEqual({
      error: { class: 'GenericError', desc: expect.any(String) },
      '__qmp-dashboard': 'malformed',
    })
    rude.send('{"execute": "query-a", "id": "after"}')
    polite.send('{"execute": "query-b", "id": 1}')
    await polite.received(3)
    await expect.poll(() => answers(rude).at(-1)).toBe('{"return":{},"id":"after"}')
    expect(new Set(qemu.names)).toEqual(new Set(['query-a', 'query-b']))
  })

  test('F-02: may split and join its messages anywhere', async () => {
    await start()
    const viewer = await monitor.negotiated()
    for (const char of '{"execute":\r\n  "query-a", "id": "{\\"}"}  {"execute": "query-b"}') viewer.send(char)
    await viewer.received(4)
    expect(qemu.names).toEqual(['query-a', 'query-b'])
    expect(answers(viewer)[0]).toBe('{"return":{},"id":"{\\"}"}')
  })

  test('or sends a command over 1 MiB is closed with 1009, and QEMU sees nothing of it', async () => {
    await start()
    const viewer = await monitor.negotiated()
    viewer.send(`{"execute": "x", "arguments": {"a": "${'x'.repeat(600_000)}`)
    viewer.send(`${'x'.repeat(600_000)}"}}`)
    expect((await viewer.closed).code).toBe(1009)
    expect(qemu.heard).toEqual([])
  })

  test('or asks for a file descriptor is refused in words', async () => {
    await start()
    const viewer = await monitor.negotiated()
    for (const name of ['getfd', 'add-fd']) viewer.send(`{"execute": "${name}", "id": 1}`)
    await viewer.received(4)
    for (const text of answers(viewer))
      expect(JSON.parse(text)).toMatchObject({ id: 1, '__qmp-dashboard': 'no-fd' })
    expect(qemu.heard).toEqual([])
  })
})

describe('what a viewer that may only look is told', () => {
  test('holds no path of the host', async () => {
    await start()
    const { monitor: watched } = monitor
    const words = 'The dashboard’s user may not open /run/secret.qmp.'
    watched.retarget({
      ...watched.target,
      name: '/run/secret.qmp',
      obstacle: { state: 'unreachable', words },
    })
    expect(JSON.stringify(watched.describe('viewer'))).not.toContain('/run')
    expect(watched.describe('operator')).toMatchObject({ name: '/run/secret.qmp', detail: words })
    const { code, reason } = await monitor.view('viewer').closed
    expect([code, reason]).toEqual([4502, expect.not.stringContaining('/run')])
    expect((await monitor.view().closed).reason).toContain('/run/secret.qmp')
  })
})
