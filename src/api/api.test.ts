// One file: every part of the client is tried against the same real bridge.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { FakeQemu, greeting } from '#bridge/testing/fake-qemu.ts'
import { SpeakingQemu } from '#bridge/testing/speaking-qemu.ts'
import { TestDashboard, token } from '#bridge/testing/test-dashboard.ts'
import type { Link, LinkEnd } from '#link/link.ts'
import { parseJson } from '#qmp/wire/json.ts'
import { type ActivityListener, type ApiOptions, createApi } from './api.ts'
import type { Activity } from './types.ts'

let speaking: SpeakingQemu
let qemu: FakeQemu
let dashboard: TestDashboard
beforeEach(async () => {
  speaking = new SpeakingQemu()
  qemu = await FakeQemu.start(speaking.talk)
  dashboard = await TestDashboard.start([`vm=${qemu.address}`])
})
afterEach(async () => {
  await dashboard.close()
  await qemu.stop()
})

function api(different: Partial<ApiOptions> = {}) {
  return createApi({
    origin: dashboard.url,
    fetch: (url, init) => fetch(url, init),
    WebSocket: BrowserLikeSocket as unknown as ApiOptions['WebSocket'],
    parse: parseJson,
    token: () => token,
    ...different,
  })
}

/** In a browser an error without a listener is no exception. */
class BrowserLikeSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols)
    this.on('error', () => {})
  }
}

function answering(status: number, body: string): Partial<ApiOptions> {
  return { fetch: async () => new Response(body, { status }) }
}

const stopping = { cause: 'unavailable', reason: 'The dashboard is stopping.', code: 'stopping' }

function endOf(link: Link): Promise<LinkEnd> {
  return new Promise((resolve) => {
    link.onEnded = resolve
  })
}

describe('asking the bridge', () => {
  test('brings the list of VMs', async () => {
    expect(await api().list()).toEqual({
      role: 'operator',
      vms: [expect.objectContaining({ id: 'vm', state: 'idle', viewers: 0, address: qemu.address })],
    })
  })

  test('brings no process where the bridge cannot tell', async () => {
    expect(await api().processOf('vm')).toBeUndefined()
    expect(await api().processOf('../vm')).toBeUndefined()
  })

  test('brings the process where it can', async () => {
    const found = {
      pid: 1,
      startTime: 2,
      cpuSeconds: 3.5,
      threads: { 1: 3.5 },
      residentBytes: 4,
      hostCpus: 2,
    }
    expect(await api(answering(200, JSON.stringify(found))).processOf('vm')).toEqual(found)
  })

  test.each([
    ['no token', { token: () => undefined }],
    ['a wrong token', { token: () => 'not-the-right-token' }],
    ['a token that is none', { token: () => 'ü\n' }],
  ])('with %s fails as unauthorized', async (_, different) => {
    await expect(api(different).list()).rejects.toMatchObject({ kind: 'unauthorized', status: 401 })
  })

  test('by another name fails as misdirected, with the address to open', async () => {
    const origin = dashboard.url.replace('127.0.0.1', '127.0.0.2')
    const error = { error: { code: 'misdirected', message: 'open http://127.0.0.1/' } }
    await expect(api({ origin, ...answering(421, JSON.stringify(error)) }).list()).rejects.toMatchObject({
      kind: 'misdirected',
      message: 'open http://127.0.0.1/',
    })
  })

  test('that it refuses fails with its own words', async () => {
    const error = { error: { code: 'internal', message: 'The dashboard failed.' } }
    await expect(api(answering(500, JSON.stringify(error))).list()).rejects.toMatchObject({
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
    await expect(api(answering(200, body)).list()).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('not the dashboard'),
    })
  })

  test('when it is not there fails as unreachable', async () => {
    await dashboard.close()
    await expect(api().list()).rejects.toMatchObject({ kind: 'unreachable' })
  })
})

describe('a dialled session', () => {
  test('carries text both ways, and what was said before it was open', async () => {
    const link = api().dial('vm')()
    const heard: string[] = []
    link.onText = (text) => heard.push(text)
    link.send('{"execute": "qmp_capabilities", "id": 1}')
    await expect.poll(() => heard.length).toBe(2)
    expect([heard[0], JSON.parse(heard[1] ?? '')]).toEqual([greeting, { return: {}, id: 1 }])
    link.send('{"execute": "stop"}')
    await expect.poll(() => speaking.names).toEqual(['stop'])
    const ended = endOf(link)
    link.close()
    expect(await ended).toEqual({ cause: 'closed', reason: '' })
    await expect.poll(() => qemu.clients).toEqual([])
  })

  test('ends with the cause and the words of the bridge', async () => {
    expect(await endOf(api().dial('vm9')())).toEqual({
      cause: 'unknown-vm',
      reason: 'There is no such VM.',
      code: 'no-such-vm',
    })
    const link = api().dial('vm')()
    await new Promise((resolve) => Object.assign(link, { onText: resolve }))
    const ended = endOf(link)
    for (const client of qemu.clients) client.end()
    expect(await ended).toEqual({ cause: 'gone', reason: 'QEMU closed the connection.', code: 'qemu-closed' })
  })

  test('ends as unauthorized where the token is wrong or missing', async () => {
    for (const wrong of [undefined, 'not-the-right-token', 'ü']) {
      expect(await endOf(api({ token: () => wrong }).dial('vm')())).toMatchObject({ cause: 'unauthorized' })
    }
    expect(qemu.visits).toBe(0)
  })

  test('ends as unavailable where the bridge is away or stops', async () => {
    const link = api().dial('vm')()
    await new Promise((resolve) => Object.assign(link, { onText: resolve }))
    const ended = endOf(link)
    await dashboard.close()
    expect(await ended).toEqual(stopping)
    expect(await endOf(api().dial('vm')())).toEqual({
      cause: 'unavailable',
      reason: expect.stringContaining('does not answer'),
    })
  })

  test('that is closed before it opens ends at once, and dials nothing', async () => {
    const link = api().dial('vm')()
    const ended = endOf(link)
    link.close()
    link.send('late')
    expect(await ended).toEqual({ cause: 'closed', reason: '' })
  })
})

describe('changing the list', () => {
  test('adds a VM, and removes it again', async () => {
    const added = await api().add({ address: 'tcp:localhost:1', name: 'new' })
    expect(added).toMatchObject({ id: 'new', source: 'added', address: 'tcp:localhost:1' })
    await api().remove('new')
    expect((await api().list()).vms.map(({ id }) => id)).toEqual(['vm'])
  })

  test('that the bridge refuses fails with its own words', async () => {
    await expect(api().add({ address: qemu.address })).rejects.toMatchObject({
      kind: 'refused',
      status: 409,
      code: 'already-there',
      id: 'vm',
      message: expect.stringMatching(/A VM already has this address: vm\./),
    })
    await expect(api().remove('vm')).rejects.toMatchObject({ kind: 'refused', status: 409 })
  })
})

describe('the history of a VM', () => {
  const history = (events: string) => answering(200, `{"epoch":"e","first":1,"events":[${events}],"gaps":[]}`)

  test('comes from the bridge', async () => {
    expect(await api().history('vm', 0)).toEqual({
      epoch: expect.any(String),
      first: 1,
      events: [],
      gaps: [],
    })
  })

  test('keeps the digits of what QEMU said', async () => {
    const event = '{"event":"X","data":{"n":9007199254740993}}'
    expect((await api(history(`{"seq":1,"event":${event}}`)).history('vm', 0)).events).toEqual([
      { seq: 1, event: { event: 'X', data: { n: 9007199254740993n } } },
    ])
  })

  test.each(['{"event":{}}', '7', '{"seq":1,"event":{}},{"seq":"2"}'])(
    'with %s in it is none',
    async (events) => {
      await expect(api(history(events)).history('vm', 0)).rejects.toMatchObject({ kind: 'unreachable' })
    },
  )
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
    return { heard, ended, opened: () => opened, stop: api(different).activity(listener) }
  }

  test('tells of every VM, and of what comes and goes', async () => {
    const { heard, opened, stop, ended } = listen()
    await expect.poll(() => heard.length).toBe(1)
    expect(heard).toEqual([{ type: 'vm', vm: expect.objectContaining({ id: 'vm', viewers: 0 }) }])
    expect(opened()).toBe(1)
    await api().add({ address: 'tcp:localhost:1', name: 'new' })
    await expect.poll(() => heard.at(-1)).toMatchObject({ type: 'vm', vm: { id: 'new' } })
    await api().remove('new')
    await expect.poll(() => heard.at(-1)).toEqual({ type: 'vm-gone', id: 'new' })
    stop()
    expect(ended).toEqual([])
  })

  test('ends once, with the cause and the words of the bridge', async () => {
    const { heard, ended } = listen()
    await expect.poll(() => heard.length).toBe(1)
    await dashboard.close()
    await expect.poll(() => ended).toEqual([stopping])
  })

  test('ends as unauthorized where the token is wrong', async () => {
    const { ended, opened } = listen({ token: () => 'not-the-right-token' })
    await expect.poll(() => ended).toMatchObject([{ cause: 'unauthorized' }])
    expect(opened()).toBe(0)
  })
})
