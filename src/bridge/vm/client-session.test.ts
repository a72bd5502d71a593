import { afterEach, describe, expect, test } from 'vitest'
import type { SpeakingQemu } from '../testing/speaking-qemu.ts'
import { answers, later, SpeakingVm } from '../testing/speaking-vm.ts'
import type { TestMonitor } from '../testing/test-monitor.ts'

let vm: SpeakingVm
let qemu: SpeakingQemu
let monitor: TestMonitor
afterEach(() => vm.stop())

async function start(...how: Parameters<typeof SpeakingVm.start>): Promise<void> {
  vm = await SpeakingVm.start(...how)
  ;({ qemu, monitor } = vm)
}

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
  test('P-02: of 0.12 is asked at once, and says itself that it knows no negotiation', async () => {
    await start(undefined, {}, '{"QMP": {"capabilities": []}}')
    const viewer = monitor.view()
    viewer.send('{"execute": "query-version", "id": 1}')
    viewer.send('{"execute": "qmp_capabilities", "id": 2}')
    await viewer.received(3)
    expect(viewer.messages[1]).toBe('{"return":{},"id":1}')
    expect(viewer.messages[2]).toContain('The command qmp_capabilities has not been found')
  })

  test('C-09: before 1.0 has one command at a time', async () => {
    const version = '{"qemu": {"micro": 0, "minor": 15, "major": 0}, "package": ""}'
    await start(later, {}, `{"QMP": {"version": ${version}, "capabilities": []}}`)
    const [first, second] = await Promise.all([monitor.negotiated(), monitor.negotiated()])
    first.send('{"execute": "query-a"}')
    first.send('{"execute": "query-c"}')
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
    plain.send('{"execute": "query-a", "id": 1}')
    plain.send('{"exec-oob": "query-yank", "id": 2}')
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

describe('a viewer that talks rubbish', () => {
  test.each([
    ['not JSON', '{"execute": query-status}'],
    ['no object', '[1, 2]\n'],
    ['nothing', ''],
    ['a part of a command', '{"execute": "stop", "id": 1'],
    ['two commands', '{"execute": "stop", "id": 1}{"execute": "stop", "id": 2}'],
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
      '__qmp-dashboard': { code: 'malformed' },
    })
    rude.send('{"execute": "query-a", "id": "after"}')
    polite.send('{"execute": "query-b", "id": 1}')
    await polite.received(3)
    await expect.poll(() => answers(rude).at(-1)).toBe('{"return":{},"id":"after"}')
    expect(new Set(qemu.names)).toEqual(new Set(['query-a', 'query-b']))
  })

  test('or splits a command over messages is answered for each of them, and nothing is run', async () => {
    await start()
    const viewer = await monitor.negotiated()
    const text = '{"execute":\r\n  "stop", "id": "{\\"}"}\n'
    const pieces = [text.slice(0, 20), text.slice(20)]
    viewer.send(...pieces, text)
    await viewer.received(5)
    const marks = answers(viewer).map((answer) => '__qmp-dashboard' in JSON.parse(answer))
    expect(marks).toEqual([true, true, false])
    expect(qemu.names).toEqual(['stop'])
    expect(answers(viewer)[2]).toBe('{"return":{},"id":"{\\"}"}')
  })

  test('or asks for a file descriptor is refused in words', async () => {
    await start()
    const viewer = await monitor.negotiated()
    for (const name of ['getfd', 'add-fd']) viewer.send(`{"execute": "${name}", "id": 1}`)
    await viewer.received(4)
    for (const text of answers(viewer))
      expect(JSON.parse(text)).toMatchObject({ id: 1, '__qmp-dashboard': { code: 'no-fd' } })
    expect(qemu.heard).toEqual([])
  })
})
