import type { Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'

import type { VmList } from '#api/types.ts'
import type { Surroundings } from '../dashboard.ts'
import { defaultLimits } from '../limits.ts'
import { FakeQemu, greeting } from '../testing/fake-qemu.ts'
import { SpeakingQemu } from '../testing/speaking-qemu.ts'
import { TestDashboard } from '../testing/test-dashboard.ts'

let qemu: FakeQemu
let dashboard: TestDashboard
afterEach(async () => {
  await dashboard.close()
  await qemu.stop()
})

async function start(
  talk?: (client: Socket, qemu: FakeQemu) => void,
  surroundings?: Partial<Surroundings>,
  over?: 'tcp',
): Promise<void> {
  qemu = await FakeQemu.start(talk, over)
  dashboard = await TestDashboard.start([`vm=${qemu.address}`], surroundings)
}

async function vm() {
  return ((await dashboard.get('/api/vms')).body as VmList).vms[0]
}

const negotiate = '{"execute": "qmp_capabilities"}'

describe('the greeting', () => {
  test('is the first message, as QEMU sent it, however it is split', async () => {
    await start((client) => {
      for (const char of `${greeting}\r\n{"event": "STOP"}\r\n`) client.write(char)
    })
    expect(await dashboard.view('vm').received(1)).toEqual([greeting])
  })

  test('P-04: stays the first message where an event came before it', async () => {
    await start((client) => client.write(`{"event": "VSERPORT_CHANGE"}\r\n${greeting}\r\n`))
    expect(await dashboard.view('vm').received(1)).toEqual([greeting])
  })

  test('P-06: is waited for before QEMU gets a single byte', async () => {
    const speaking = new SpeakingQemu()
    let greet = () => {}
    const waits = (client: Socket, fake: FakeQemu) => {
      greet = () => speaking.talk(client, fake)
    }
    await start(waits, { limits: { greetingMs: 10_000 } })
    const viewer = dashboard.view('vm')
    viewer.send(negotiate)
    const names = Array.from({ length: 50 }, (_, number) => `c${number}`)
    for (const name of names) viewer.send(`{"execute": "${name}"}`)
    await expect.poll(() => qemu.clients.length).toBe(1)
    expect(qemu.received).toBe('')
    greet()
    await viewer.received(52)
    expect(speaking.names).toEqual(names)
  })

  test('P-05: that does not come is told with what may be the cause, as far as the kernel tells', async () => {
    await start(() => {})
    const { code, reason } = await dashboard.view('vm').closed
    const known = { state: 'unreachable', words: /^No QMP greeting\. What listens there is node/ }
    const unknown = { state: 'busy', words: /^No QMP greeting.* another client/ }
    const { state, words } = process.platform === 'linux' ? known : unknown
    expect([code, reason]).toEqual([4504, expect.stringMatching(words)])
    expect(await vm()).toMatchObject({ state, viewers: 0, detail: expect.stringMatching(words) })
    await expect.poll(() => qemu.clients).toEqual([])
  })

  test.each([
    ['RFB 003.008\n', /VNC/],
    ['SSH-2.0-OpenSSH_9.2\r\n', /SSH/],
    ['\xff\xfb\x01\xff\xfb\x03', /telnet/],
    ['{"hello": "world"}', /does not speak QMP/],
    ['\x15\x03\x01\x00\x02', /does not speak QMP/],
  ])('P-05: that is %j is told as what it is', async (said, words) => {
    await start((client) => client.write(said, 'latin1'))
    const { code, reason } = await dashboard.view('vm').closed
    expect([code, reason]).toEqual([4504, expect.stringMatching(words)])
    expect(await vm()).toMatchObject({ state: 'unreachable' })
  })

  test('that breaks off is not taken for something else than QMP, which nobody would try again', async () => {
    const half = greeting.slice(0, 30)
    let talk: (client: Socket) => void = (client) => client.end(half)
    await start((client) => talk(client))
    const reason = 'The QMP greeting did not end.'
    expect(await dashboard.view('vm').closed).toEqual({ code: 4502, reason })
    talk = (client) => client.write(half)
    expect(await dashboard.view('vm').closed).toEqual({ code: 4504, reason })
    expect(await vm()).toMatchObject({ state: 'busy', detail: reason })
  })

  test('that a hang-up replaces is told, too', async () => {
    await start((client) => client.end())
    expect(await dashboard.view('vm').closed).toMatchObject({
      code: 4502,
      reason: expect.stringContaining('accepted and closed without a QMP greeting'),
    })
  })
})

describe('a viewer', () => {
  test('that comes second shares what the first has', async () => {
    await start()
    await dashboard.view('vm').received(1)
    expect(await dashboard.view('vm').received(1)).toEqual([greeting])
    expect(qemu.visits).toBe(1)
    expect(await vm()).toMatchObject({ state: 'connected', viewers: 2 })
  })

  test('that leaves while QEMU is silent lets go of it, too', async () => {
    await start(() => {}, { limits: { greetingMs: 60_000 } })
    const viewer = dashboard.view('vm')
    await expect.poll(() => qemu.clients.length).toBe(1)
    await viewer.leave()
    await expect.poll(() => qemu.clients).toEqual([])
  })

  test('is waited for before anything is dialled', async () => {
    await start()
    await dashboard.get('/api/vms')
    expect(qemu.visits).toBe(0)
  })

  test('of a VM that is not there is told so after the handshake', async () => {
    await start()
    for (const id of ['vm9', 'VM', '__proto__', 'vm%00', 'a'.repeat(100), 'vm/']) {
      expect(await dashboard.view(id).closed, id).toEqual({ code: 4404, reason: 'No such VM.' })
    }
    expect(qemu.visits).toBe(0)
  })
})

describe('the end of QEMU', () => {
  test('comes after every byte it sent', async () => {
    const events = Array.from({ length: 2000 }, (_, n) => ({ event: 'E', n, pad: 'x'.repeat(500) }))
    const speaking = new SpeakingQemu(() => {
      for (const event of events) speaking.say(event)
      for (const client of qemu.clients) client.end()
      return undefined
    })
    await start(speaking.talk)
    const viewer = dashboard.view('vm')
    viewer.send(negotiate)
    viewer.send('{"execute": "quit"}')
    expect(await viewer.closed).toEqual({ code: 4410, reason: 'QEMU closed the connection.' })
    expect(viewer.messages.slice(2, -1)).toEqual(
      events.map((event, index) =>
        JSON.stringify(event).replace(/}$/, `, "__qmp-dashboard": {"seq": ${index + 1}}}`),
      ),
    )
  })

  test('by a reset is the end of QEMU all the same', async () => {
    const speaking = new SpeakingQemu(() => {
      for (const client of qemu.clients) client.resetAndDestroy()
      return undefined
    })
    await start(speaking.talk, {}, 'tcp')
    const viewer = dashboard.view('vm')
    viewer.send(negotiate)
    viewer.send('{"execute": "stop"}')
    expect(await viewer.closed).toMatchObject({ code: 4410, reason: expect.stringContaining('ECONNRESET') })
  })

  test('is what a message over 64 MiB comes to', async () => {
    const speaking = new SpeakingQemu(() => {
      const count = 64
      const piece = 'x'.repeat(defaultLimits.messageBytes / count)
      const more = (left: number): void => {
        for (const client of qemu.clients) client.write(piece, () => left > 0 && more(left - 1))
      }
      for (const client of qemu.clients) client.write('{"return": "')
      more(count)
      return undefined
    })
    await start(speaking.talk)
    const viewer = dashboard.view('vm')
    viewer.send(negotiate)
    viewer.send('{"execute": "query-huge"}')
    expect(await viewer.closed).toMatchObject({ code: 4502, reason: expect.stringContaining('over 64 MiB') })
  }, 20_000)

  test('is what text that is no QMP comes to', async () => {
    await start((client) => client.write(`${greeting}\r\nSegmentation fault\r\n`))
    const viewer = dashboard.view('vm')
    expect(await viewer.closed).toMatchObject({ code: 4502, reason: expect.stringContaining('not QMP') })
    expect(viewer.messages).toEqual([greeting])
  })
})

describe('a QEMU that cannot be reached', () => {
  test('is told with the reason and without the path', async () => {
    await start()
    const gone = await FakeQemu.start()
    const other = await TestDashboard.start([`missing=${gone.address}`, 'port=tcp:127.0.0.1:1'])
    await gone.stop()
    const endings = await Promise.all(['missing', 'port'].map((id) => other.view(id).closed))
    await other.close()
    expect(endings.map(({ code }) => code)).toEqual([4502, 4502])
    expect(endings.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^No such socket/),
      expect.stringMatching(/^Connection refused/),
    ])
    expect(endings.map(({ reason }) => reason).join()).not.toContain('tmp')
  })
})

test('stopping tells viewers, and leaves nothing open', async () => {
  await start()
  const viewer = dashboard.view('vm')
  await viewer.received(1)
  await dashboard.close()
  expect(await viewer.closed).toEqual({ code: 1001, reason: 'The dashboard is stopping.' })
  await expect.poll(() => qemu.clients).toEqual([])
})
