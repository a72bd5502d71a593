import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { FakeQemu, greeting } from '#bridge/testing/fake-qemu.ts'
import { TestDashboard, token } from '#bridge/testing/test-dashboard.ts'
import type { Link, LinkEnd } from '#link/link.ts'
import { type ApiOptions, createApi } from './api.ts'

let qemu: FakeQemu
let dashboard: TestDashboard
beforeEach(async () => {
  qemu = await FakeQemu.start()
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
    link.send('{"execute": "qmp_capabilities"}')
    expect(await new Promise((resolve) => Object.assign(link, { onText: resolve }))).toBe(greeting)
    link.send('{"execute": "stop"}')
    await expect.poll(() => qemu.received).toBe('{"execute": "qmp_capabilities"}{"execute": "stop"}')
    const ended = endOf(link)
    link.close()
    expect(await ended).toEqual({ cause: 'closed', reason: '' })
    await expect.poll(() => qemu.clients).toEqual([])
  })

  test('ends with the cause and the words of the bridge', async () => {
    expect(await endOf(api().dial('vm9')())).toEqual({ cause: 'unknown-vm', reason: 'There is no such VM.' })
    const link = api().dial('vm')()
    await new Promise((resolve) => Object.assign(link, { onText: resolve }))
    const ended = endOf(link)
    for (const client of qemu.clients) client.end()
    expect(await ended).toEqual({ cause: 'gone', reason: 'QEMU closed the connection.' })
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
    expect(await ended).toEqual({ cause: 'unavailable', reason: 'The dashboard is stopping.' })
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
