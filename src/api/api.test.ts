import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answering, BridgeOfOneVm } from './testing/bridge-of-one-vm.ts'

let bridge: BridgeOfOneVm
beforeEach(async () => {
  bridge = await BridgeOfOneVm.start()
})
afterEach(() => bridge.stop())

describe('asking the bridge', () => {
  test('brings the list of VMs', async () => {
    expect(await bridge.api().list()).toEqual({
      role: 'operator',
      vms: [expect.objectContaining({ id: 'vm', state: 'idle', viewers: 0, address: bridge.qemu.address })],
    })
  })

  test('brings no process where the bridge cannot tell', async () => {
    expect(await bridge.api().processOf('vm')).toBeUndefined()
    expect(await bridge.api().processOf('../vm')).toBeUndefined()
  })

  test('brings the process where it can', async () => {
    const found = {
      pid: 1,
      now: 9,
      startTime: 2,
      state: 'T',
      cpuSeconds: 3.5,
      threads: { 1: 3.5 },
      hostThreads: { 1: 701 },
      residentBytes: 4,
      hostCpus: 2,
      commandLine: ['qemu-system-x86_64', '-S'],
      previous: { pid: 0, commandLine: ['qemu-system-x86_64'], ended: 1 },
    }
    expect(await bridge.api(answering(200, JSON.stringify(found))).processOf('vm')).toEqual(found)
  })

  test('brings what is known of a process that has ended', async () => {
    const found = { pid: 1, now: 9, threads: {}, ended: 8 }
    expect(await bridge.api(answering(200, JSON.stringify(found))).processOf('vm')).toEqual(found)
  })

  test.each([
    ['no token', { token: () => undefined }],
    ['a wrong token', { token: () => 'not-the-right-token' }],
    ['a token that is none', { token: () => 'ü\n' }],
  ])('with %s fails as unauthorized', async (_, different) => {
    await expect(bridge.api(different).list()).rejects.toMatchObject({ kind: 'unauthorized', status: 401 })
  })

  test('by another name fails as misdirected, with the address to open', async () => {
    const origin = bridge.url.replace('127.0.0.1', '127.0.0.2')
    const error = { error: { code: 'misdirected', message: 'open http://127.0.0.1/' } }
    await expect(
      bridge.api({ origin, ...answering(421, JSON.stringify(error)) }).list(),
    ).rejects.toMatchObject({
      kind: 'misdirected',
      message: 'open http://127.0.0.1/',
    })
  })

  test('that it refuses fails with its own words', async () => {
    const error = { error: { code: 'internal', message: 'The dashboard failed.' } }
    await expect(bridge.api(answering(500, JSON.stringify(error))).list()).rejects.toMatchObject({
      kind: 'refused',
      status: 500,
      message: 'The dashboard failed.',
    })
  })

  test.each([
    ['a page', '<!doctype html>'],
    ['nothing', ''],
    ['JSON of another kind', '{"role": "operator"}'],
    ['a VM without a state', '{"role": "operator", "vms": [{"id": "a"}]}'],
    ['a role that is none', '{"role": "root", "vms": []}'],
  ])('and getting %s fails: that is not the bridge', async (_, body) => {
    await expect(bridge.api(answering(200, body)).list()).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('not the dashboard'),
    })
  })

  test('when it is not there fails as unreachable', async () => {
    await bridge.stopBridge()
    await expect(bridge.api().list()).rejects.toMatchObject({ kind: 'unreachable' })
  })
})

describe('changing the list', () => {
  test('adds a VM, and removes it again', async () => {
    const added = await bridge.api().add({ address: 'tcp:localhost:1', name: 'new' })
    expect(added).toMatchObject({ id: 'new', source: 'added', address: 'tcp:localhost:1' })
    await bridge.api().remove('new')
    expect((await bridge.api().list()).vms.map(({ id }) => id)).toEqual(['vm'])
  })

  test('that the bridge refuses fails with its own words', async () => {
    await expect(bridge.api().add({ address: bridge.qemu.address })).rejects.toMatchObject({
      kind: 'refused',
      status: 409,
      code: 'already-there',
      id: 'vm',
      message: expect.stringMatching(/A VM already has this address: vm\./),
    })
    await expect(bridge.api().remove('vm')).rejects.toMatchObject({ kind: 'refused', status: 409 })
  })
})

describe('the history of a VM', () => {
  const history = (events: string) => answering(200, `{"epoch":"e","first":1,"events":[${events}],"gaps":[]}`)

  test('comes from the bridge', async () => {
    expect(await bridge.api().history('vm', 0)).toEqual({
      epoch: expect.any(String),
      first: 1,
      events: [],
      gaps: [],
    })
  })

  test('keeps the digits of what QEMU said', async () => {
    const event = '{"event":"X","data":{"n":9007199254740993}}'
    expect((await bridge.api(history(`{"seq":1,"event":${event}}`)).history('vm', 0)).events).toEqual([
      { seq: 1, event: { event: 'X', data: { n: 9007199254740993n } } },
    ])
  })

  test.each(['{"event":{}}', '7', '{"seq":1,"event":{}},{"seq":"2"}'])(
    'with %s in it is none',
    async (events) => {
      await expect(bridge.api(history(events)).history('vm', 0)).rejects.toMatchObject({
        kind: 'unreachable',
      })
    },
  )
})
