import { once } from 'node:events'
import { rmSync, symlinkSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { answerOn, exchange, open } from '../testing/raw-http.ts'
import { TestDashboard, token } from '../testing/test-dashboard.ts'

const viewerToken = 'the-token-of-the-viewers'

let qemu: FakeQemu
let dashboard: TestDashboard
beforeEach(async () => {
  qemu = await FakeQemu.start()
  const options = ['--viewer-token', viewerToken, '--allow-host', 'vms.example', '--allow-host', '::2']
  dashboard = await TestDashboard.start([`vm=${qemu.address}`, ...options], {
    simulation: {
      scenarioNames: ['plain'],
      createSimulator: () => ({ connect: () => Promise.reject() as never, host: () => undefined }),
    },
  })
})
afterEach(async () => {
  await dashboard.close()
  await qemu.stop()
})

const add = (body: unknown, as = token) => dashboard.ask('POST', '/api/vms', body, as)
const remove = (id: string, as = token) => dashboard.ask('DELETE', `/api/vms/${id}`, undefined, as)
const ids = async () =>
  ((await dashboard.get('/api/vms')).body as { vms: { id: string }[] }).vms.map(({ id }) => id)

function refused(status: number, code: string, message: RegExp, fields: object = {}) {
  return { status, body: { error: { code, message: expect.stringMatching(message), ...fields } } }
}

describe('POST /api/vms', () => {
  test('adds a VM, which can be watched and removed', async () => {
    const other = await FakeQemu.start()
    expect(await add({ address: other.address, name: 'Web 01' })).toEqual({
      status: 201,
      body: {
        id: 'web-01',
        name: 'Web 01',
        address: other.address,
        source: 'added',
        role: 'operator',
        viewers: 0,
        state: 'idle',
      },
    })
    expect(other.visits).toBe(0)
    const viewer = dashboard.view('web-01')
    await viewer.received(1)
    expect(await remove('web-01')).toEqual({ status: 204, body: undefined })
    expect(await viewer.closed).toMatchObject({ code: 4404, reason: expect.stringContaining('removed') })
    await expect.poll(() => other.clients).toEqual([])
    expect(await ids()).toEqual(['vm'])
    await other.stop()
  })

  test.each([
    ['tcp:127.0.0.1:1', 'tcp:127.0.0.1:1'],
    ['localhost:1', 'tcp:localhost:1'],
    ['tcp:[::1]:1', 'tcp:[::1]:1'],
    ['tcp::1,server=on', 'tcp:127.0.0.1:1'],
    ['VMS.example:1', 'tcp:VMS.example:1'],
    ['tcp:[0:0::2]:1', 'tcp:[0:0::2]:1'],
    ['/run/none.sock', 'unix:/run/none.sock'],
    ['demo', 'demo'],
    ['demo:plain', 'demo:plain'],
  ])('takes %s', async (address, printed) => {
    expect(await add({ address })).toMatchObject({ status: 201, body: { address: printed } })
  })

  test.each([
    'tcp:169.254.169.254:80',
    'vms.example.com:1',
    'vms.example.:1',
    'tcp:[::3]:1',
    'tcp:[::ffff:127.0.0.1]:1',
    '2130706433:1',
    '127.1:1',
    '0x7f.1:1',
    'localhost.evil.com:1',
  ])('refuses the host of %s, and names the option that would allow it', async (address) => {
    expect(await add({ address })).toEqual(
      refused(403, 'host-not-allowed', /--allow-host/, { option: expect.stringMatching(/^--allow-host \S/) }),
    )
    expect(await ids()).toEqual(['vm'])
  })

  test.each([
    [{ address: 'nonsense' }, /^"nonsense" is no address/],
    [{ address: 'unix:' }, /is no address/],
    [{ address: './qmp.sock' }, /whole path/],
    [{ address: 'tcp:127.0.0.1:4444,websocket=on,server=on' }, /cannot be used: websocket=on/],
    [{ address: '-chardev stdio,id=h -mon h' }, /no QMP monitor/],
    [{ address: 'demo:nonsense' }, /^there is no scenario "nonsense"/],
    [{ address: 'demo', name: 'a/b' }, /^a name has/],
    [{ address: 'demo', name: '' }, /^a name has/],
    [{ address: 'demo', name: 'x'.repeat(101) }, /^a name has/],
    [{ address: 'demo', name: 7 }, /^a name has/],
    [{ address: 7 }, /^give/],
    [{ address: 'demo', host: '127.0.0.1', port: 9999 }, /nothing else/],
    [{}, /^give/],
    [[], /^give/],
    [null, /^give/],
    ['demo', /^give/],
  ])('refuses %j in the words of the command line', async (body, words) => {
    expect(await add(body)).toEqual(refused(400, 'malformed', words))
    expect(await ids()).toEqual(['vm'])
  })

  test('refuses what is there already, by whatever name, and says which it is', async () => {
    const path = qemu.address.replace('unix:', '')
    const link = `${path}-folder`
    symlinkSync(path.replace(/\/[^/]*$/, ''), link)
    for (const address of [qemu.address, path, `${link}/qmp.sock`]) {
      expect(await add({ address, name: 'other' })).toEqual(
        refused(409, 'already-there', /: vm\.$/, { id: 'vm' }),
      )
    }
    rmSync(link)
    await add({ address: '127.0.0.1:1', name: 'one' })
    expect(await add({ address: 'localhost:1' })).toEqual(
      refused(409, 'already-there', /: one\.$/, { id: 'one' }),
    )
  })

  test('adds one VM where two ask for it at once', async () => {
    const answers = await Promise.all([1, 2, 3].map((n) => add({ address: 'localhost:1', name: `n${n}` })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })

  test('stops at a limit', async () => {
    const answers: number[] = []
    for (let port = 1; port <= defaultLimits.foundVms + 1; port++)
      answers.push((await add({ address: `localhost:${port}` })).status)
    expect(answers.slice(defaultLimits.foundVms - 1)).toEqual([201, 409])
  })

  test('is for operators', async () => {
    expect(await add({ address: 'demo' }, viewerToken)).toEqual(refused(403, 'read-only', /read-only/))
    expect(await add('rubbish', viewerToken)).toMatchObject({ status: 403 })
  })

  const post = (...more: string[]) => {
    const { host } = dashboard
    return ['POST /api/vms HTTP/1.1', `Host: ${host}`, `Authorization: Bearer ${token}`, ...more]
  }
  const type = 'Content-Type: application/json'

  test('takes a body that says it is JSON, is JSON, and is small', async () => {
    const send = async (body: string, ...headers: string[]) => {
      const socket = await open(dashboard.host)
      const length = body.startsWith('5000') ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`
      socket.write(`${post(...headers, length).join('\r\n')}\r\n\r\n${body}`)
      return await answerOn(socket)
    }
    expect(await send('{"address":"demo"}', 'Content-Type: text/plain')).toMatchObject({ status: 415 })
    expect((await send('{"address":"demo"}')).status).toBe(415)
    expect((await send('{"address":"demo"}', type, type)).status).toBe(415)
    expect((await send('{"address":', type)).status).toBe(400)
    expect((await send(' '.repeat(defaultLimits.bodyBytes), type)).status).toBe(400)
    expect((await send(' '.repeat(defaultLimits.bodyBytes + 1), type)).status).toBe(413)
    expect((await send(`5000\r\n${'x'.repeat(0x5000)}\r\n`, type)).status).toBe(413)
    // It is not waited for.
    const announced = await exchange(dashboard.host, post(type, 'Content-Length: 99999999'))
    expect([announced.status, announced.headers.get('content-type')]).toEqual([
      413,
      expect.stringMatching(/^application.json/),
    ])
    expect(await ids()).toEqual(['vm'])
  })

  test('does not mind a body that breaks off', async () => {
    const broken = await open(dashboard.host)
    const head = `${post(type, 'Content-Length: 100').join('\r\n')}\r\n\r\n{"address":`
    broken.write(head, () => broken.resetAndDestroy())
    await once(broken, 'close')
    expect(dashboard.log).toEqual([])
    expect(await ids()).toEqual(['vm'])
  })
})

describe('DELETE /api/vms/ID', () => {
  test('removes what was added, and nothing else', async () => {
    await add({ address: 'demo', name: 'new' })
    expect(await remove('vm')).toEqual(refused(409, 'not-added', /Only a VM that was added/))
    expect(await remove('none')).toEqual(refused(404, 'no-such-vm', /No such VM/))
    expect(await remove('new', viewerToken)).toEqual(refused(403, 'read-only', /read-only/))
    expect(await remove('new?x')).toMatchObject({ status: 404 })
    expect(await ids()).toEqual(['vm', 'new'])
    expect((await remove('new')).status).toBe(204)
    expect((await remove('new')).status).toBe(404)
  })

  test('frees no ID for another VM', async () => {
    await add({ address: 'localhost:1', name: 'new' })
    await remove('new')
    expect(await add({ address: 'localhost:2', name: 'new' })).toMatchObject({ body: { id: 'new-2' } })
    expect(await add({ address: 'localhost:1', name: 'new' })).toMatchObject({ body: { id: 'new' } })
  })
})
