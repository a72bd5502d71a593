import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { RealQemu } from '../testing/real-qemu.ts'
import { SpeakingQemu } from '../testing/speaking-qemu.ts'
import { TestMonitor } from '../testing/test-monitor.ts'
import type { TestViewer } from '../testing/test-viewer.ts'
import { endingFor, unreachable } from './ending.ts'

let socket: FakeQemu
let qemu: SpeakingQemu
let monitor: TestMonitor

function lastAnswer(viewer: TestViewer): Record<string, unknown> {
  return JSON.parse(viewer.messages.at(-1) ?? '')
}

describe('a viewer that may only look', () => {
  let viewer: TestViewer
  beforeEach(async () => {
    qemu = new SpeakingQemu()
    socket = await FakeQemu.start(qemu.talk)
    monitor = await TestMonitor.start(socket.address)
    viewer = await monitor.negotiated('viewer', ['oob'])
  })
  afterEach(async () => {
    await monitor.close()
    await socket.stop()
  })

  const qomGet = (property: string) =>
    `"qom-get", "arguments": {"path": "/objects/s", "property": "${property}"}`

  test.each([
    '"query-status"',
    '"query-block", "arguments": {}',
    '"qom-list", "arguments": {"path": "/machine"}',
    '"qom-list-types"',
    qomGet('guest-stats'),
    qomGet('mac'),
    qomGet('limits'),
    qomGet('serial'),
    '"qu\\u0065ry-status"',
  ])('may read: %s', async (what) => {
    viewer.send(`{"execute": ${what}, "id": 1}`)
    await viewer.received(3)
    expect(lastAnswer(viewer)).toEqual({ return: {}, id: 1 })
  })

  const encodings = [
    '{"execute": "stop", "id": 1}',
    '{"id": 1, "execute": "quit"}',
    '{"execute": "\\u0071uit", "id": 1}',
    '{"\\u0065xecute": "quit", "id": 1}',
    '{"execute": "quit", "arguments": {"execute": "query-status"}, "id": 1}',
    '{"execute":\r\n\t"quit"\r\n, "id": 1}',
    '{"exec-oob": "migrate-pause", "id": 1}',
    '{"exec-oob": "yank", "arguments": {"instances": []}, "id": 1}',
    '{"exec-oob": "query-status", "id": 1}',
    '{"execute": "x-query-numa", "id": 1}',
    '{"execute": "query-", "id": 1}',
    '{"execute": "query-status\\u0000", "id": 1}',
    '{"execute": "query-status ", "id": 1}',
    '{"execute": "QUERY-STATUS", "id": 1}',
    '{"execute": "human-monitor-command", "arguments": {"command-line": "info status"}, "id": 1}',
    '{"execute": "device-list-properties", "arguments": {"typename": "e1000"}, "id": 1}',
    '{"execute": "qom-list-properties", "arguments": {"typename": "e1000"}, "id": 1}',
    '{"execute": "screendump", "arguments": {"filename": "/tmp/x"}, "id": 1}',
    '{"execute": "ringbuf-read", "id": 1}',
    '{"execute": "qom-set", "id": 1}',
    `{"execute": ${qomGet('data')}, "id": 1}`,
    '{"execute": "qom-get", "arguments": {"path": "/objects/s", "property": ["mac"]}, "id": 1}',
    '{"execute": "qom-get", "arguments": {"path": "/objects/s"}, "id": 1}',
    '{"execute": "qom-get", "id": 1}',
    '{"execute": "qom-get", "arguments": {"property": "mac", "property\\u0000": "data"}, "id": 1}',
    '{"execute": "__proto__", "id": 1}',
    '{"execute": "constructor", "id": 1}',
    '{"execute": "", "id": 1}',
    `{"execute": "quit", "arguments": {"pad": "${'x'.repeat(500_000)}"}, "id": 1}`,
    `{"execute": "quit", "arguments": {"deep": ${'['.repeat(1000)}${']'.repeat(1000)}}, "id": 1}`,
  ]

  test.each(encodings)('may not act, however it is written: %.80s', async (text) => {
    viewer.send(text)
    await viewer.received(3)
    expect(lastAnswer(viewer)).toEqual({
      id: 1,
      error: { class: 'GenericError', desc: expect.stringContaining('read-only') },
      '__qmp-dashboard': { code: 'read-only' },
    })
    viewer.send('{"execute": "query-status", "id": 2}')
    await viewer.received(4)
    expect(qemu.names).toEqual(['query-status'])
  })

  const malformed = [
    '{"execute": "query-status", "execute": "quit"}',
    '{"execute": "quit", "\\u0065xecute": "query-status"}',
    `${qomGet('mac').replace('"qom-get"', '{"execute": "qom-get"').slice(0, -1)}, "property": "data"}}`,
    "{'execute': 'quit'}",
    '\ufeff{"execute": quit}',
    '{"execute": "quit", "control": {"run-oob": true}, "execute": "stop"}',
    '{"execute": "quit",}',
    '{"execute": "quit" /* query-status */}',
    '{"execute": ["quit"], "execute": "quit"}',
    '{"execute": "query-status"}{"execute": "quit"}',
    '{"execute": "query-status"}\n{"execute": "quit"}\n',
  ]

  test.each(malformed)('nor by what is malformed: %s', async (text) => {
    viewer.send(text)
    await viewer.received(3)
    expect(lastAnswer(viewer)).toMatchObject({ '__qmp-dashboard': { code: 'malformed' } })
    expect(qemu.heard).toEqual([])
  })

  test('is told in the order it asked, and its attempts are acts that were refused', async () => {
    for (const [name, id] of [
      ['query-status', 1],
      ['stop', 2],
      ['query-status', 3],
    ])
      viewer.send(`{"execute": "${name}", "id": ${id}}`)
    await viewer.received(5)
    expect(viewer.messages.slice(2).map((text) => JSON.parse(text).id)).toEqual([1, 2, 3])
    expect(monitor.acts).toMatchObject([{ command: 'stop', outcome: 'refused', by: { role: 'viewer' } }])
  })
})

test('of all commands of a real QEMU, a viewer reaches it with those that read, and no other', async () => {
  const real = await RealQemu.start()
  const bridge = await TestMonitor.start(real.address)
  const viewer = await bridge.negotiated('viewer')
  viewer.send('{"execute": "query-commands", "id": "names"}')
  const [, , list = ''] = await viewer.received(3)
  const names: string[] = JSON.parse(list).return.map(({ name }: { name: string }) => name)
  expect(names.length).toBeGreaterThan(200)
  for (const name of names) viewer.send(`{"execute": "${name}", "arguments": {}, "id": "${name}"}`)
  await viewer.received(3 + names.length)
  const replies = viewer.messages.slice(3).map((text) => JSON.parse(text))
  const passed = replies.filter((reply) => !('__qmp-dashboard' in reply)).map(({ id }) => id)
  await bridge.close()
  await real.stop()
  const reads = names.filter((name) => /^query-/.test(name) || ['qom-list', 'qom-list-types'].includes(name))
  expect(new Set(passed)).toEqual(new Set([...reads, 'qmp_capabilities']))
})

test('what keeps the dashboard from a socket is told to operators, and to viewers only that there is something', () => {
  const ending = unreachable(
    { code: 'forbidden', path: '/run/vm.qmp', uid: 0, mode: '0755', user: 1000 },
    'Permission denied: the socket belongs to root.',
  )
  expect(endingFor('operator', ending)).toEqual(ending)
  const told = endingFor('viewer', ending)
  expect(told.closing).toEqual({ code: 'forbidden' })
  expect(told.reason).not.toMatch(/root|denied/)
})
