import { once } from 'node:events'
import type { Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { VmList } from '#api/types.ts'
import { defaultLimits, type Limits } from '../limits.ts'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { answerOn } from '../testing/raw-http.ts'
import { closeCodeIn, openRaw } from '../testing/raw-web-socket.ts'
import { SpeakingQemu } from '../testing/speaking-qemu.ts'
import { TestDashboard, token } from '../testing/test-dashboard.ts'

let qemu: FakeQemu
let dashboard: TestDashboard
afterEach(async () => {
  await dashboard.close()
  await qemu.stop()
})

async function start(
  talk?: (client: Socket, qemu: FakeQemu) => void,
  limits: Partial<Limits> = {},
): Promise<void> {
  qemu = await FakeQemu.start(talk)
  dashboard = await TestDashboard.start([`vm=${qemu.address}`], { limits })
}

const mib = 1024 * 1024
const negotiate = '{"execute": "qmp_capabilities"}'

describe('a viewer that does not read', () => {
  const event = { event: 'E', pad: 'x'.repeat(64 * 1024) }

  test('is sent away with 4429 when 16 MiB wait for it, while others get everything', async () => {
    const speaking = new SpeakingQemu()
    await start(speaking.talk)
    const [stalled, reader] = [dashboard.view('vm'), dashboard.view('vm')]
    for (const viewer of [stalled, reader]) viewer.send(negotiate)
    await Promise.all([stalled.received(2), reader.received(2)])
    stalled.socket.pause()
    let said = 0
    while ((await viewers()) === 2) {
      for (let n = 0; n < 16; n++, said++) speaking.say(event)
      await reader.received(2 + said)
    }
    // The limit, and what the kernel's buffers hold on the way.
    expect(said * 64 * 1024).toBeGreaterThan(defaultLimits.waitingBytes)
    expect(said * 64 * 1024).toBeLessThan(defaultLimits.waitingBytes * 2)
    stalled.socket.resume()
    expect(await stalled.closed).toMatchObject({ code: 4429, reason: expect.stringContaining('too slowly') })
    const numbered = (_: string, index: number) => ({ ...event, '__qmp-dashboard': { seq: index + 1 } })
    const got = reader.messages.slice(2)
    expect(got.map((text) => JSON.parse(text))).toEqual(got.map(numbered))
  }, 30_000)

  test('for too long is sent away with 4429, and QEMU is free', async () => {
    const speaking = new SpeakingQemu()
    await start(speaking.talk, { stallMs: 300 })
    const viewer = dashboard.view('vm')
    viewer.send(negotiate)
    await viewer.received(2)
    viewer.socket.pause()
    for (let n = 0; n < 160; n++) speaking.say(event)
    await expect.poll(() => qemu.clients, { timeout: 20_000 }).toEqual([])
    viewer.socket.resume()
    expect(await viewer.closed).toMatchObject({ code: 4429, reason: expect.stringContaining('too slowly') })
  })

  test('is not answered any more than it reads, and then gets everything', async () => {
    const speaking = new SpeakingQemu(() => ({ return: 'x'.repeat(512 * 1024) }))
    await start(speaking.talk)
    const viewer = dashboard.view('vm')
    viewer.send(negotiate)
    await viewer.received(2)
    viewer.socket.pause()
    for (let n = 0; n < 60; n++) viewer.send(`{"execute": "query-large"}`)
    await settled(() => speaking.heard.length)
    expect(speaking.heard.length).toBeLessThan(40)
    viewer.socket.resume()
    await viewer.received(62)
    expect(speaking.heard.length).toBe(60)
  }, 30_000)
})

async function viewers(): Promise<number | undefined> {
  return ((await dashboard.get('/api/vms')).body as VmList).vms[0]?.viewers
}

/** Resolves when a number has stopped changing. */
async function settled(read: () => number): Promise<void> {
  let last: number | undefined
  const isSame = () => {
    const before = last
    last = read()
    return last === before
  }
  await expect.poll(isSame, { interval: 100, timeout: 20_000 }).toBe(true)
}

describe('a QEMU that does not read', () => {
  const command = `{"execute": "x", "arguments": {"pad": "${'x'.repeat(mib - 100)}"}}`

  function readsNoMore(speaking: SpeakingQemu): void {
    for (const client of qemu.clients) client.pause()
    expect(speaking.negotiations).toBe(1)
  }

  test('makes the viewer wait instead of filling memory, and then gets everything', async () => {
    const speaking = new SpeakingQemu()
    await start(speaking.talk)
    const viewer = dashboard.view('vm')
    viewer.send(negotiate)
    await viewer.received(2)
    readsNoMore(speaking)
    for (let count = 0; count < 24; count++) viewer.socket.send(command)
    await settled(() => viewer.socket.bufferedAmount)
    expect(viewer.socket.bufferedAmount).toBeGreaterThan(10 * mib)
    for (const client of qemu.clients) client.resume()
    await viewer.received(26)
    expect(speaking.heard).toHaveLength(24)
  }, 30_000)

  test('for too long ends the session with 1013', async () => {
    const speaking = new SpeakingQemu()
    await start(speaking.talk, { pauseMs: 300 })
    const viewer = dashboard.view('vm')
    viewer.send(negotiate)
    await viewer.received(2)
    readsNoMore(speaking)
    for (let count = 0; count < 16; count++) viewer.socket.send(command)
    expect((await viewer.closed).code).toBe(1013)
  })
})

describe('a QEMU that does not answer', () => {
  /** A command of this many bytes. */
  function commandOf(length: number): string {
    const [start, end] = ['{"execute": "x", "arguments": {"a": "', '"}}']
    return start + 'x'.repeat(length - start.length - end.length) + end
  }

  test('is asked no more by who has too much waiting (waitingCommands, waitingCommandBytes)', async () => {
    const speaking = new SpeakingQemu(() => undefined)
    await start(speaking.talk, { pauseMs: 300 })
    const join = async () => {
      const viewer = dashboard.view('vm')
      viewer.send(negotiate)
      await viewer.received(2)
      return (count: number, length: number) => {
        for (let n = 0; n < count; n++) viewer.send(commandOf(length))
        return viewer
      }
    }
    const half = defaultLimits.waitingCommandBytes / 2
    const [fill, ask, askTooOften] = [await join(), await join(), await join()]
    const [askLong, askTooLong] = [await join(), await join()]
    fill(defaultLimits.commandsInFlight, 50)
    await expect.poll(() => speaking.heard.length).toBe(defaultLimits.commandsInFlight)
    ask(defaultLimits.waitingCommands, 50)
    askLong(2, half)
    expect((await askTooOften(defaultLimits.waitingCommands + 1, 50).closed).code).toBe(1013)
    expect((await askTooLong(2, half + 1).closed).code).toBe(1013)
    expect(await viewers()).toBe(3)
  })
})

test('a viewer that pings without end and reads no answer (maxPendingAutoPongs) is cut off', async () => {
  await start(new SpeakingQemu().talk)
  const viewer = dashboard.view('vm')
  await viewer.received(1)
  viewer.socket.pause()
  const flood = setInterval(() => {
    for (let n = 0; n < 2000 && viewer.socket.readyState === WebSocket.OPEN; n++)
      viewer.socket.ping('x'.repeat(120))
  }, 1)
  await expect.poll(viewers, { timeout: 10_000 }).toBe(0)
  clearInterval(flood)
  viewer.socket.terminate()
}, 20_000)

describe('a connection that died', () => {
  test('is noticed by its silence, and QEMU is free', async () => {
    await start(undefined, { pingMs: 50 })
    const dead = new WebSocket(dashboard.webSocketUrl('vm'), ['qmp', `bearer.${token}`], { autoPong: false })
    dead.on('error', () => {})
    let pings = 0
    dead.on('ping', () => pings++)
    await once(dead, 'close')
    expect(pings).toBe(defaultLimits.unansweredPings)
    await expect.poll(() => qemu.clients).toEqual([])
  })

  test('is cut off where it does not answer a close (closeTimeout)', async () => {
    await start()
    const silent = await openRaw(dashboard.host, '/api/vms/vm/qmp', [`Authorization: Bearer ${token}`])
    const answer = answerOn(silent)
    const binary = Buffer.of(0x82, 0x80, 0, 0, 0, 0)
    silent.write(binary)
    expect(closeCodeIn((await answer).bytes)).toBe(1003)
  })

  test('is not one that answers pings and says nothing else', async () => {
    await start(undefined, { pingMs: 50 })
    const viewer = dashboard.view('vm')
    await viewer.received(1)
    for (let pings = 0; pings < 10; pings++) await once(viewer.socket, 'ping')
    expect(viewer.socket.readyState).toBe(WebSocket.OPEN)
  })
})
