import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RealQemu } from '../testing/real-qemu.ts'
import { TestMonitor } from '../testing/test-monitor.ts'
import type { TestViewer } from '../testing/test-viewer.ts'

let qemu: RealQemu
let monitor: TestMonitor
beforeEach(async () => {
  qemu = await RealQemu.start()
  monitor = await TestMonitor.start(qemu.address, { greetingMs: 3000 })
})
afterEach(async () => {
  await monitor.close()
  await qemu.stop()
})

async function answerTo(viewer: TestViewer, id: string): Promise<Record<string, unknown>> {
  const find = () => viewer.messages.map((text) => JSON.parse(text)).find((message) => message.id === id)
  for (let count = viewer.messages.length; ; count++) {
    const found = find()
    if (found) return found
    await viewer.received(count + 1)
  }
}

function events(viewer: TestViewer): string[] {
  return viewer.messages.map((text) => JSON.parse(text).event).filter((name) => name !== undefined)
}

test('two viewers of a real QEMU both get the greeting, and both see what one of them does', async () => {
  const [operator, watcher] = await Promise.all([monitor.negotiated(), monitor.negotiated('viewer')])
  expect(operator.messages[0]).toMatch(/^\{"QMP"/)
  expect(watcher.messages[0]).toBe(operator.messages[0])
  operator.send('{"execute": "cont", "id": "c"}', '{"execute": "stop", "id": "s"}')
  expect(await answerTo(operator, 's')).toEqual({ return: {}, id: 's' })
  await expect.poll(() => events(watcher)).toEqual(['RESUME', 'STOP'])
  expect(events(operator)).toEqual(['RESUME', 'STOP'])
})

test('a hundred viewers that ask at once all get their own answers, digit by digit', async () => {
  const viewers = await Promise.all(Array.from({ length: 100 }, () => monitor.negotiated('viewer')))
  for (const [n, viewer] of viewers.entries()) {
    for (let k = 0; k < 20; k++) viewer.send(`{"execute": "query-name", "id": ${n}.${k}0}`)
  }
  await Promise.all(viewers.map((viewer) => viewer.received(22)))
  for (const [n, viewer] of viewers.entries()) {
    const ids = viewer.messages.slice(2).map((text) => /"id": (\S+)\}$/.exec(text)?.[1])
    expect(ids).toEqual(Array.from({ length: 20 }, (_, k) => `${n}.${k}0`))
  }
})

test('O-04: out of band reaches a QEMU that has seven commands in hand', async () => {
  const viewer = await monitor.negotiated('operator', ['oob'])
  for (let n = 0; n < 200; n++) viewer.send(`{"execute": "query-qmp-schema", "id": "${n}"}`)
  viewer.send('{"exec-oob": "query-yank", "id": "oob"}')
  expect(await answerTo(viewer, 'oob')).toMatchObject({ return: expect.any(Array) })
  expect(viewer.messages.length).toBeLessThan(100)
})

test('L-10: quit by one is success to that one and the end to all', async () => {
  const [viewer, other] = await Promise.all([monitor.negotiated(), monitor.negotiated()])
  viewer.send('{"execute": "quit", "id": "q"}')
  expect((await viewer.closed).code).toBe(4410)
  expect((await other.closed).code).toBe(4410)
  expect(viewer.messages.at(-1)).toBe('{"return": {}, "id": "q"}')
})

test('P-09: the answer to a client that was here before is not taken for anyone’s', async () => {
  const before = connect(qemu.path)
  await once(before, 'data')
  before.write('{"execute": "qmp_capabilities"}')
  await once(before, 'data')
  before.end('{"execute": "query-qmp-schema", "id": "query"}'.repeat(20))
  before.destroy()
  const viewer = await monitor.negotiated()
  viewer.send('{"execute": "query-status", "id": "query"}')
  expect(await answerTo(viewer, 'query')).toMatchObject({ return: { status: 'prelaunch' } })
  expect(viewer.messages).toHaveLength(3)
})

test('what QEMU aborts on with oob enabled stays at the bridge', async () => {
  const viewer = await monitor.negotiated('operator', ['oob'])
  viewer.send('1]'.repeat(4000))
  viewer.send('\n{"execute": "query-status", "id": "after"}')
  expect(await answerTo(viewer, 'after')).toMatchObject({ return: { status: 'prelaunch' } })
  expect(qemu.process.exitCode).toBeNull()
})

test('a QEMU that is stopped by a signal makes nobody leave, and answers when it goes on', async () => {
  const viewer = await monitor.negotiated()
  qemu.process.kill('SIGSTOP')
  viewer.send('{"execute": "query-status", "id": "late"}')
  const newcomer = await monitor.negotiated()
  expect(newcomer.messages).toHaveLength(2)
  qemu.process.kill('SIGCONT')
  expect(await answerTo(viewer, 'late')).toMatchObject({ return: { status: 'prelaunch' } })
})
