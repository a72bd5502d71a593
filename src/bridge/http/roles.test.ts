import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { SpeakingQemu } from '../testing/speaking-qemu.ts'
import { TestDashboard, token } from '../testing/test-dashboard.ts'

const viewerToken = 'the-token-of-the-viewers'

let speaking: SpeakingQemu
let qemu: FakeQemu
let dashboard: TestDashboard
beforeEach(async () => {
  speaking = new SpeakingQemu()
  qemu = await FakeQemu.start(speaking.talk)
})
afterEach(async () => {
  await dashboard.close()
  await qemu.stop()
})

const start = async (...options: string[]) => {
  dashboard = await TestDashboard.start([`vm=${qemu.address}`, ...options])
}

/** What a session with that token is told about `stop`. */
async function stop(as: string): Promise<unknown> {
  const viewer = dashboard.view('vm', as)
  viewer.send('{"execute": "qmp_capabilities"}', '{"execute": "stop"}')
  return JSON.parse((await viewer.received(3))[2] ?? '')
}

describe('the token of viewers', () => {
  test('lets in to look, not to touch, and shows no address', async () => {
    await start('--viewer-token', viewerToken)
    expect((await dashboard.get('/api/vms', viewerToken)).body).toEqual({
      role: 'viewer',
      vms: [{ id: 'vm', name: 'vm', source: 'argument', role: 'viewer', viewers: 0, state: 'idle' }],
    })
    expect(await stop(viewerToken)).toMatchObject({ '__qmp-dashboard': { code: 'read-only' } })
    expect(speaking.names).toEqual([])
    expect(await stop(token)).toEqual({ return: {} })
    expect(speaking.names).toEqual(['stop'])
  })

  test('is no token where there is none', async () => {
    await start()
    expect((await dashboard.get('/api/vms', viewerToken)).status).toBe(401)
  })
})

describe('--read-only', () => {
  test('makes a viewer of everyone, whatever the token', async () => {
    await start('--viewer-token', viewerToken, '--read-only')
    for (const each of [token, viewerToken]) {
      expect((await dashboard.get('/api/vms', each)).body).toMatchObject({ role: 'viewer' })
      expect(await stop(each)).toMatchObject({ '__qmp-dashboard': { code: 'read-only' } })
      const answer = await dashboard.ask('POST', '/api/vms', { address: 'demo' }, each)
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'read-only' } } })
      expect((await dashboard.ask('DELETE', '/api/vms/vm', undefined, each)).status).toBe(403)
    }
    expect((await dashboard.get('/api/vms', 'another-token-altogether')).status).toBe(401)
    expect(speaking.names).toEqual([])
  })
})
