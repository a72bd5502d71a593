import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { type Figure, medianOf, ratios, spreadOf } from './figures.ts'
import { onOneCore } from './one-core.ts'
import { memoryOf } from './process-memory.ts'
import { type Effort, interleave, millisecondsOf } from './rounds.ts'
import {
  type Relay,
  type RelayName,
  type StreamPeer,
  startPeer,
  startRelay,
  webSocketRelays,
} from './stream-relays.ts'
import { mebibyte, streamRequest } from './stream-request.ts'
import { type StreamWire, straight } from './stream-wire.ts'

type Way = RelayName | 'straight'
type Measure = (wire: StreamWire) => Promise<number>

const names: Record<RelayName, string> = {
  dashboard: 'the dashboard',
  tcp: 'a bare relay from TCP to TCP',
  plain: 'a plain `ws` relay',
  websockify: '`websockify`',
}

/**
 * Streams, as of VNC: time, throughput and memory, beside straight TCP, what any process between must cost, a plain relay
 * and Debian's websockify.
 */
export async function measureStream(effort: Effort): Promise<Figure[]> {
  const peer = await startPeer()
  try {
    const volume = Math.round(256 * effort.share)
    const trips = Math.round(3000 * effort.share)
    return [
      ...(await compare(effort, peer, roundTrip(trips), tripFigure)),
      ...(await compare(effort, peer, bulkDown(volume), bulkFigure('QEMU → browser, written in 64 KiB'))),
      ...(await compare(effort, peer, bulkUp(volume), bulkFigure('browser → QEMU, messages of 64 KiB'))),
      ...(await everyRelay(peer, 'Memory of an idle viewer', 1, idle)),
      ...(await everyRelay(peer, 'Growth with a reader that never reads 1 GiB', 1024, unreadDown)),
      ...(await everyRelay(peer, 'Growth with a QEMU that never reads', 1024, unreadUp)),
    ]
  } finally {
    peer.stop()
  }
}

type ToFigure = (name: RelayName, samples: number[], straightSamples: number[]) => Figure

/** All on one core: which way is more work, not who was lucky with the other core. */
async function compare(
  effort: Effort,
  peer: StreamPeer,
  measure: Measure,
  toFigure: ToFigure,
): Promise<Figure[]> {
  const compared: readonly RelayName[] = [...webSocketRelays, 'tcp']
  const relays = await Promise.all(
    compared.map(async (name) => [name, await startRelay(name, peer)] as const),
  )
  const pids = [peer.pid, ...relays.map(([, { pid }]) => pid)]
  const samples = await onOneCore(pids, async () => {
    const opened = relays.map(async ([name, relay]) => [name, await relay.open()] as const)
    const wires: (readonly [Way, StreamWire])[] = [
      ['straight', await straight(peer.stream)],
      ...(await Promise.all(opened)),
    ]
    const variants = wires.map(([way, wire]) => [way, () => measure(wire)] as const)
    const all: Partial<Record<Way, number[]>> = await interleave(effort, Object.fromEntries(variants))
    for (const [, { socket }] of wires) socket.destroy()
    return all
  })
  for (const [, relay] of relays) await relay.stop()
  return compared.map((name) => toFigure(name, samples[name] ?? [], samples.straight ?? []))
}

const tripBytes = 115

/** The middle one of so many, in microseconds. The first sets up the echo. */
function roundTrip(count: number): Measure {
  const echoing = new WeakSet<StreamWire>()
  return async (wire) => {
    if (!echoing.has(wire)) wire.socket.write(wire.prepared(streamRequest('echo')))
    echoing.add(wire)
    // That it has been read alone is seen by nothing; the echo would have it as a part of the first trip.
    await pause(50)
    const message = wire.prepared(randomBytes(tripBytes))
    const trips: number[] = []
    for (let turn = 0; turn < count; turn++) {
      trips.push(
        await millisecondsOf(async () => {
          const back = wire.received(tripBytes)
          wire.socket.write(message)
          await back
        }),
      )
    }
    return spreadOf(trips).median * 1000
  }
}

function tripFigure(name: RelayName, samples: number[], straightSamples: number[]): Figure {
  return {
    what: `Time of a round trip on a stream (${tripBytes} bytes): ${names[name]} ÷ straight TCP`,
    unit: '×',
    value: ratios(samples, straightSamples),
    beside: `${medianOf(samples)} ÷ ${medianOf(straightSamples)} µs`,
  }
}

function bulkFigure(way: string): ToFigure {
  return (name, samples, straightSamples) => ({
    what: `Throughput of a stream ${way}: ${names[name]} ÷ straight TCP`,
    unit: '×',
    value: ratios(samples, straightSamples),
    beside: `${medianOf(samples)} ÷ ${medianOf(straightSamples)} MiB/s`,
  })
}

function bulkDown(volume: number): Measure {
  return async (wire) => {
    const took = await millisecondsOf(async () => {
      const all = wire.received(volume * mebibyte)
      wire.socket.write(wire.prepared(streamRequest('say', volume)))
      await all
    })
    return (volume * 1000) / took
  }
}

function bulkUp(volume: number): Measure {
  return async (wire) => {
    const messages = mebibyteOfMessages(wire)
    const took = await millisecondsOf(async () => {
      const answered = wire.received(1)
      wire.socket.write(wire.prepared(streamRequest('hear', volume)))
      for (let count = 0; count < volume; count++) {
        if (!wire.socket.write(messages)) await once(wire.socket, 'drain')
      }
      await answered
    })
    return (volume * 1000) / took
  }
}

/** Masked beforehand, where there are masks: a client that masks in JavaScript would be measured, and no browser does. */
function mebibyteOfMessages(wire: StreamWire): Buffer {
  const message = wire.prepared(randomBytes(64 * 1024))
  return Buffer.concat(Array.from({ length: 16 }, () => message))
}

async function everyRelay(
  peer: StreamPeer,
  what: string,
  kibibytes: number,
  measure: (relay: Relay, name: RelayName) => Promise<{ bytes: number; beside: string }>,
): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const name of webSocketRelays) {
    const relay = await startRelay(name, peer)
    const { bytes, beside } = await measure(relay, name)
    await relay.stop()
    const value = bytes / 1024 / kibibytes
    const unit = kibibytes === 1 ? 'KiB' : 'MiB'
    figures.push({ what: `${what}: ${names[name]}`, unit, value: spreadOf([value]), beside })
  }
  return figures
}

/** Each websockify viewer is a process. */
const idleViewersOf = (name: RelayName) => (name === 'websockify' ? 50 : 1000)

/** By then what was needed only while they came has been given back. */
const restMs = 20_000

async function idle(relay: Relay, name: RelayName): Promise<{ bytes: number; beside: string }> {
  const wires = [await relay.open()]
  await pause(500)
  const before = memoryOf(relay.pid)
  const count = idleViewersOf(name)
  while (wires.length <= count) wires.push(await relay.open())
  const atOnce = (memoryOf(relay.pid) - before) / count
  await pause(restMs)
  const bytes = (memoryOf(relay.pid) - before) / count
  for (const { socket } of wires) socket.destroy()
  const first = (atOnce / 1024).toLocaleString('en', { maximumFractionDigits: 1 })
  return { bytes, beside: `of ${count}, ${restMs / 1000} s after the last came; at that moment ${first} KiB` }
}

const unreadMs = 4000

async function unreadDown(relay: Relay): Promise<{ bytes: number; beside: string }> {
  const wire = await relay.open()
  const bytes = await growthOf(relay, () => {
    wire.socket.pause()
    wire.socket.write(wire.prepared(streamRequest('say', 1024)))
  })
  wire.socket.destroy()
  return { bytes, beside: `within ${unreadMs / 1000} s` }
}

async function unreadUp(relay: Relay): Promise<{ bytes: number; beside: string }> {
  const wire = await relay.open()
  const messages = mebibyteOfMessages(wire)
  const write = () => {
    while (wire.socket.write(messages));
  }
  const bytes = await growthOf(relay, () => {
    wire.socket.on('drain', write)
    wire.socket.write(wire.prepared(streamRequest('hearNothing')))
    write()
  })
  wire.socket.destroy()
  return { bytes, beside: `within ${unreadMs / 1000} s` }
}

async function growthOf(relay: Relay, begin: () => void): Promise<number> {
  await pause(500)
  const before = memoryOf(relay.pid)
  begin()
  await pause(unreadMs)
  return memoryOf(relay.pid) - before
}
