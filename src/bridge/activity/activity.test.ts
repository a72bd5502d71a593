import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { FoundVm } from '../discovery/found-vm.ts'
import { defaultLimits } from '../limits.ts'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { SpeakingQemu } from '../testing/speaking-qemu.ts'
import { TestDashboard, token } from '../testing/test-dashboard.ts'
import type { TestViewer } from '../testing/test-viewer.ts'
import { VmMonitor } from '../vm/vm-monitor.ts'
import type { Client } from '../wire/client.ts'
import { ActivityHub } from './activity-hub.ts'

const viewerToken = 'the-token-of-the-viewers'
const refusal = { class: 'GenericError', desc: "Could not open 'nbd://me:hunter2@host/x'" }

let speaking: SpeakingQemu
let qemu: FakeQemu
let dashboard: TestDashboard
let folder: string
let audit: string
let found: FoundVm[]
beforeEach(async () => {
  found = []
  folder = mkdtempSync(join(tmpdir(), 'activity-'))
  audit = join(folder, 'audit.jsonl')
  speaking = new SpeakingQemu(({ name }) => (name === 'blockdev-add' ? { error: refusal } : { return: {} }))
  qemu = await FakeQemu.start(speaking.talk)
  const options = ['--viewer-token', viewerToken, '--audit', audit]
  const discover = async () => found
  dashboard = await TestDashboard.start([`vm=${qemu.address}`, ...options], { discover })
})
afterEach(async () => {
  vi.useRealTimers()
  await dashboard.close()
  await qemu.stop()
  rmSync(folder, { recursive: true })
})

const all = (reader: TestViewer) => reader.messages.map((text) => JSON.parse(text))
const heard = (reader: TestViewer) => all(reader).filter(({ type }) => type !== 'acts')
const acts = (reader: TestViewer) => heard(reader).filter(({ type }) => type === 'act')
const lines = () => readFileSync(audit, 'utf8').split('\n').slice(0, -1)

async function negotiated(as = token): Promise<TestViewer> {
  const viewer = dashboard.view('vm', as)
  viewer.send('{"execute": "qmp_capabilities"}')
  await viewer.received(2)
  return viewer
}

describe('/api/activity', () => {
  test('begins with every VM, as the role sees it', async () => {
    const vm = { id: 'vm', name: 'vm', source: 'argument', viewers: 0, state: 'idle' }
    const [operator, viewer] = [dashboard.watch(), dashboard.watch(viewerToken)]
    await Promise.all([operator.received(1), viewer.received(1)])
    expect(operator.socket.protocol).toBe('activity')
    expect(heard(operator)).toEqual([{ type: 'vm', vm: { ...vm, role: 'operator', address: qemu.address } }])
    expect(heard(viewer)).toEqual([{ type: 'vm', vm: { ...vm, role: 'viewer' } }])
    expect(qemu.visits).toBe(0)
  })

  test('tells what changes, several changes at once as one', async () => {
    const reader = dashboard.watch()
    await reader.received(1)
    const viewers = await Promise.all(Array.from({ length: 10 }, () => negotiated()))
    await expect.poll(() => heard(reader).at(-1)).toMatchObject({ vm: { viewers: 10, state: 'connected' } })
    expect(reader.messages.length).toBeLessThan(10)
    for (const viewer of viewers) viewer.socket.terminate()
    await expect.poll(() => heard(reader).at(-1)).toMatchObject({ vm: { viewers: 0, state: 'idle' } })
  })

  test('tells of changes when the first is activityPauseMs old, and of all in one message', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const observer = { changed: () => {}, acted: () => {} }
    const target = { id: 'vm', name: 'vm', source: 'argument', address: undefined } as const
    const monitor = new VmMonitor(target, undefined, defaultLimits, observer)
    const told: object[] = []
    const reader = { send: (message: Uint8Array) => told.push(JSON.parse(String(message))) }
    const hub = new ActivityHub(
      () => [],
      defaultLimits,
      () => {},
    )
    hub.join(() => reader as unknown as Client, 'operator')
    hub.changed(monitor)
    vi.advanceTimersByTime(defaultLimits.activityPauseMs - 1)
    monitor.retarget({ ...target, name: 'new' })
    hub.changed(monitor)
    expect(told).toMatchObject([{ type: 'acts' }])
    vi.advanceTimersByTime(2 * defaultLimits.activityPauseMs)
    expect(told.slice(1)).toMatchObject([{ type: 'vm', vm: { name: 'new' } }])
  })

  test('tells what comes and goes, looking for it while someone reads and no longer', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const reader = dashboard.watch()
    await reader.received(1)
    found = [
      { pid: 1, startTicks: '1', name: 'new', uuid: undefined, address: undefined, sockets: [], claims: [] },
    ]
    vi.advanceTimersByTime(defaultLimits.scanMs)
    await expect
      .poll(() => heard(reader).slice(1))
      .toMatchObject([{ vm: { id: 'new', source: 'discovered' } }])
    found = []
    vi.advanceTimersByTime(defaultLimits.scanMs)
    await expect.poll(() => heard(reader).at(-1)).toEqual({ type: 'vm-gone', id: 'new' })
    await reader.leave()
    await expect.poll(() => vi.getTimerCount()).toBe(0)
  })

  test('tells nothing more of a VM that was removed while someone looked at it', async () => {
    const reader = dashboard.watch()
    const other = await FakeQemu.start(speaking.talk)
    await dashboard.ask('POST', '/api/vms', { address: other.address, name: 'new' })
    const viewer = dashboard.view('new')
    await viewer.received(1)
    await expect.poll(() => heard(reader).at(-1)).toMatchObject({ vm: { id: 'new', viewers: 1 } })
    await dashboard.ask('DELETE', '/api/vms/new')
    await viewer.closed
    await negotiated()
    await expect.poll(() => heard(reader).at(-1)).toMatchObject({ vm: { id: 'vm', state: 'connected' } })
    const rest = heard(reader).slice(heard(reader).findIndex(({ type }) => type === 'vm-gone'))
    expect(rest[0]).toEqual({ type: 'vm-gone', id: 'new' })
    expect(rest.filter(({ vm }) => vm?.id === 'new')).toEqual([])
    await other.stop()
  })

  test('tells operators of acts with secrets masked, viewers of the act alone, and nobody of queries', async () => {
    const [operator, viewer] = [dashboard.watch(), dashboard.watch(viewerToken)]
    await Promise.all([operator.received(1), viewer.received(1)])
    const page = await negotiated()
    page.send('{"execute": "query-status"}')
    page.send('{"execute":"set_password","arguments":{"protocol":"vnc","password":"hunter2"},"id":["a", 1]}')
    page.send('{"execute":"balloon","arguments":{"value":9007199254740993}}')
    page.send('{"execute":"blockdev-add","arguments":{"driver":"nbd"}}')
    await expect.poll(() => acts(operator).length).toBe(3)
    await expect.poll(() => acts(viewer).length).toBe(3)
    const common = {
      ...{ vm: 'vm', role: 'operator', time: expect.any(Number), seq: expect.any(Number) },
      ...{ ms: expect.any(Number), events: { before: 0, last: 0 } },
    }
    expect(acts(operator)[0].act).toEqual({
      ...common,
      command: 'set_password',
      arguments: { protocol: 'vnc', password: '***' },
      id: expect.stringMatching(/^\["a", ?1\]$/),
      outcome: 'done',
    })
    expect(operator.messages.join()).toContain('"arguments":{"value":9007199254740993}')
    expect(acts(operator)[2].act).toMatchObject({
      outcome: 'refused',
      error: { class: 'GenericError', desc: "Could not open 'nbd://me:***@host/x'" },
    })
    expect(acts(viewer).map(({ act }) => act)).toEqual([
      { ...common, command: 'set_password', outcome: 'done' },
      { ...common, command: 'balloon', outcome: 'done' },
      { ...common, command: 'blockdev-add', outcome: 'refused' },
    ])
  })

  test('tells who comes later of the acts before, and between which events QEMU had each', async () => {
    const page = await negotiated()
    page.send('{"execute":"stop"}', '{"execute":"junk-of-a-viewer"}')
    await page.received(4)
    const [operator, viewer] = [dashboard.watch(), dashboard.watch(viewerToken)]
    for (const reader of [operator, viewer]) {
      await expect.poll(() => all(reader).find(({ type }) => type === 'acts')).toBeTruthy()
      const { acts: kept } = all(reader).find(({ type }) => type === 'acts')
      expect(kept[0]).toMatchObject({
        command: 'stop',
        seq: 1,
        outcome: 'done',
        events: { before: 0, last: 0 },
      })
    }
    page.send('{"execute":"cont"}')
    await expect.poll(() => acts(operator).map(({ act }) => [act.command, act.seq])).toEqual([['cont', 3]])
  })

  test('leaves out arguments that are long', async () => {
    const reader = dashboard.watch()
    await reader.received(1)
    const page = await negotiated()
    const longest = { x: 'x'.repeat(defaultLimits.activityArgumentBytes - '{"x":""}'.length) }
    page.send(JSON.stringify({ execute: 'ringbuf-write', arguments: longest }))
    page.send(JSON.stringify({ execute: 'ringbuf-write', arguments: { x: `${longest.x}x` } }))
    await expect.poll(() => acts(reader).length).toBe(2)
    expect(acts(reader)[0].act.arguments).toEqual(longest)
    expect(acts(reader)[1].act).not.toHaveProperty('arguments')
  })

  test('takes a few words, and no more', async () => {
    const [patient, chatty, wordy] = [dashboard.watch(), dashboard.watch(), dashboard.watch()]
    for (let message = 0; message < defaultLimits.activityClientMessages; message++) patient.send('{}')
    for (let message = 0; message <= defaultLimits.activityClientMessages; message++) chatty.send('{}')
    wordy.send('x'.repeat(defaultLimits.activityClientBytes))
    wordy.send('x'.repeat(defaultLimits.activityClientBytes + 1))
    expect(await chatty.closed).toMatchObject({ code: 1003 })
    expect(await wordy.closed).toMatchObject({ code: 1009 })
    await dashboard.ask('POST', '/api/vms', { address: 'localhost:1', name: 'new' })
    await expect.poll(() => heard(patient).at(-1)).toMatchObject({ vm: { id: 'new' } })
  })

  test('sends away who does not read, and keeps its pace for others', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const [slow, reader] = [dashboard.watch(), dashboard.watch()]
    await Promise.all([slow.received(1), reader.received(1)])
    slow.socket.pause()
    const page = await negotiated()
    // Who does not read is not told of it; the bridge pings him no more.
    const timers = vi.getTimerCount()
    const isAway = () => vi.getTimerCount() < timers
    const act = JSON.stringify({ execute: 'balloon', arguments: { x: 'x'.repeat(15_000) } })
    let count = 0
    while (!isAway() && count < 2000) {
      for (let number = 0; number < 10; number++) page.send(act)
      count += 10
      await page.received(count + 2)
      await expect.poll(() => reader.messages.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count)
    }
    slow.socket.resume()
    // Who does not even read the goodbye is cut off after it.
    expect([4429, 1006]).toContain((await slow.closed).code)
    expect(acts(reader)).toHaveLength(count)
    // The limit, and what the kernel's buffers hold on the way: some megabytes, how many is the system's to say.
    expect(count * act.length).toBeGreaterThan(defaultLimits.activityWaitingBytes)
    expect(count * act.length).toBeLessThan(defaultLimits.waitingBytes)
  }, 120_000)

  test('wants the sub-protocol activity, or none', async () => {
    expect(await dashboard.open('/api/activity', 'qmp').closed).toMatchObject({ code: 1006 })
  })

  test('ends with the dashboard', async () => {
    const reader = dashboard.watch()
    await reader.received(1)
    await dashboard.close()
    expect(await reader.closed).toEqual({ code: 1001, reason: 'The dashboard is stopping.' })
  })
})

describe('--audit', () => {
  test('gets a line for each act: who, what, and what came of it', async () => {
    const page = await negotiated()
    page.send('{"execute": "query-status"}')
    page.send('{"execute":"set_password","arguments":{"protocol":"vnc","password":"hunter2"}}')
    page.send('{"execute":"blockdev-add","arguments":{"size":9007199254740993}}', '{"execute":"stop"}')
    await page.received(6)
    await expect.poll(() => existsSync(audit) && lines().length).toBe(3)
    const peer = expect.stringMatching(/^127\.0\.0\.1:\d+$/)
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    const who = { time, role: 'operator', peer, vm: 'vm' }
    const [first = '', second = '', third = ''] = lines()
    expect(JSON.parse(first)).toEqual({
      ...who,
      command: 'set_password',
      arguments: { protocol: 'vnc', password: '***' },
      outcome: 'done',
    })
    expect(second).toContain('"arguments":{"size":9007199254740993},"outcome":"refused","error":{')
    expect(JSON.parse(third)).toEqual({ ...who, command: 'stop', outcome: 'done' })
    expect(lines().join()).not.toContain('hunter2')
  })

  test('on a full disk keeps nobody from resuming a VM', async () => {
    await dashboard.close()
    dashboard = await TestDashboard.start([`vm=${qemu.address}`, '--audit', '/dev/full'])
    const page = await negotiated()
    page.send('{"execute": "cont"}')
    expect(JSON.parse((await page.received(3))[2] ?? '')).toEqual({ return: {} })
    await expect.poll(() => dashboard.log).toEqual([expect.stringContaining('the disk is full')])
  })
})
