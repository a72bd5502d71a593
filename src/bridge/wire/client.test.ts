import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { defaultLimits } from '../limits.ts'
import { Client } from './client.ts'

const mebibyte = 1024 * 1024

/** A WebSocket whose network accepts what a test lets it accept, one frame at a time. */
class FakeWebSocket extends EventEmitter {
  readonly OPEN = 1
  readyState = 1
  isPaused = false
  /** Frames that the network has not accepted yet. */
  readonly pending: (() => void)[] = []
  readonly sent: { length: number; fin: boolean; binary: boolean }[] = []
  /** The text frame that says why the close comes. */
  lastFrame: string | undefined
  closed: { code: number; reason: string } | undefined
  pings = 0
  terminated = false

  send(data: Uint8Array | string, how?: { fin: boolean; binary: boolean }, accepted = () => {}): void {
    if (typeof data === 'string') {
      this.lastFrame = data
      return
    }
    if (how) this.sent.push({ length: data.length, ...how })
    this.pending.push(accepted)
  }
  /** The network accepts the oldest frame. */
  accept(): void {
    this.pending.shift()?.()
  }
  close(code: number, reason: string): void {
    this.closed ??= { code, reason }
    this.readyState = 2
  }
  terminate(): void {
    this.terminated = true
    this.emit('close')
  }
  ping(): void {
    this.pings++
  }
  pause(): void {
    this.isPaused = true
  }
  resume(): void {
    this.isPaused = false
  }
}

let socket: FakeWebSocket
let heard: string[]
beforeEach(() => {
  vi.useFakeTimers()
  socket = new FakeWebSocket()
  heard = []
})
afterEach(() => vi.useRealTimers())

function serve(frames: 'text' | 'binary' = 'text', limits = {}): Client {
  const all = { ...defaultLimits, ...limits }
  return new Client(socket as unknown as WebSocket, new PassThrough(), frames, all, {
    onMessage: (data) => heard.push(String(data)),
    onRoom: () => heard.push('room'),
    onLeft: () => heard.push('left'),
  })
}

const { stallMs, pingMs, unansweredPings, pauseMs, waitingBytes } = defaultLimits

describe('a client that accepts nothing', () => {
  test('is disconnected after stallMs, and the queue is dropped', () => {
    const client = serve()
    client.send(Buffer.alloc(8 * mebibyte))
    vi.advanceTimersByTime(stallMs - 1)
    expect(socket.closed).toBeUndefined()
    vi.advanceTimersByTime(1)
    expect(socket.closed?.code).toBe(4429)
    expect(client.queuedBytes).toBe(mebibyte)
    // In the middle of a message no other frame may be sent: its text would become part of that message.
    expect(socket.lastFrame).toBeUndefined()
    expect(heard).toEqual(['left'])
  })

  test('is disconnected once more than waitingBytes are queued', () => {
    const client = serve()
    for (let sent = 0; sent <= waitingBytes; sent += mebibyte) client.send(Buffer.alloc(mebibyte))
    expect(socket.closed).toBeUndefined()
    client.send(Buffer.alloc(1))
    expect(socket.closed?.code).toBe(4429)
  })

  test('is kept where its kind has no such limit', () => {
    serve('binary', { stallMs: Number.POSITIVE_INFINITY }).send(Buffer.alloc(1))
    vi.advanceTimersByTime(100 * stallMs)
    expect([socket.closed, socket.terminated]).toEqual([undefined, false])
  })
})

test('a client that accepts a little within every stallMs is not disconnected, however slow it is', () => {
  const client = serve()
  client.send(Buffer.alloc(8 * mebibyte))
  for (let frame = 0; frame < 8; frame++) {
    vi.advanceTimersByTime(stallMs - 1)
    socket.accept()
  }
  expect(client.queuedBytes).toBe(0)
  vi.advanceTimersByTime(2 * stallMs)
  expect(socket.closed).toBeUndefined()
  client.send(Buffer.alloc(1))
  vi.advanceTimersByTime(stallMs - 1)
  expect(socket.closed).toBeUndefined()
})

test('a long message leaves in fragments, one at a time, and room is told when little is left', () => {
  const client = serve('binary')
  client.send(Buffer.alloc(2.5 * mebibyte))
  expect([socket.pending.length, client.isFull]).toEqual([1, true])
  socket.accept()
  expect([client.isFull, heard]).toEqual([true, []])
  socket.accept()
  socket.accept()
  expect(socket.sent.map(({ fin, binary }) => [fin, binary])).toEqual([
    [false, true],
    [false, true],
    [true, true],
  ])
  expect([client.isFull, heard]).toEqual([false, ['room']])
})

test('a close waits for what was sent before, and a second one changes nothing', () => {
  const client = serve()
  client.send(Buffer.from('last words'))
  client.close({ closing: { code: 'qemu-closed' }, reason: 'QEMU closed the connection.' })
  client.close({ closing: { code: 'stopping' }, reason: 'stopping' })
  client.send(Buffer.from('too late'))
  expect(socket.closed).toBeUndefined()
  socket.accept()
  expect(socket.closed).toEqual({ code: 4410, reason: 'QEMU closed the connection.' })
  expect(socket.sent).toHaveLength(1)
  expect(socket.lastFrame).toBe('{"__qmp-dashboard":{"closing":{"code":"qemu-closed"}}}')
})

test('nothing is heard of a client after it has left, and that it has left is heard once', () => {
  const client = serve()
  socket.emit('message', Buffer.from('one'), false)
  client.closeNow({ closing: { code: 'no-such-vm' }, reason: 'gone' })
  socket.emit('message', Buffer.from('two'), false)
  socket.emit('close')
  expect(heard).toEqual(['one', 'left'])
  expect(client.hasLeft).toBe(true)
  vi.advanceTimersByTime(10 * pingMs)
  expect(socket.pings).toBe(0)
})

test.each([
  ['text', true],
  ['binary', false],
] as const)('a client of %s that sends the other kind of frame is disconnected', (frames, isBinary) => {
  serve(frames)
  socket.emit('message', Buffer.from('x'), isBinary)
  expect([socket.closed?.code, heard]).toEqual([1003, ['left']])
})

describe('a client that is paused', () => {
  test('is disconnected after so long, unless QEMU takes something meanwhile', () => {
    const client = serve()
    client.pause(pauseMs)
    vi.advanceTimersByTime(pauseMs - 1)
    client.refreshPause()
    vi.advanceTimersByTime(pauseMs - 1)
    expect([socket.closed, socket.isPaused]).toEqual([undefined, true])
    vi.advanceTimersByTime(1)
    expect(socket.closed?.code).toBe(1013)
  })

  test('is no dead one, though it answers no pings; read again it has to', () => {
    const client = serve()
    client.pause()
    vi.advanceTimersByTime(10 * unansweredPings * pingMs)
    expect(socket.terminated).toBe(false)
    client.resume()
    vi.advanceTimersByTime(unansweredPings * pingMs)
    expect(socket.terminated).toBe(false)
    vi.advanceTimersByTime(pingMs)
    expect([socket.terminated, heard]).toEqual([true, ['left']])
  })
})
