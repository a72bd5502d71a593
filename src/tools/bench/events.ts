import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { ManualClock } from '#link/manual-clock.ts'
import { ScriptedLink } from '#link/scripted-link.ts'
import { openSession } from '#qmp/session.ts'
import { EventLog, logCapacity } from '#query/event-log.ts'
import { type Figure, spreadOf } from './figures.ts'
import type { Effort } from './rounds.ts'

const aSecondsWorth = 100_000
const total = 1_000_000

/** What a storm of events costs from the wire to the log, and whether memory grows once the log is full. */
export async function measureEvents({ rounds }: Effort): Promise<Figure[]> {
  const times: number[] = []
  const heaps: { full: number; end: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const store = await openStore()
    const before = heapKilobytes()
    // The log drops what is too much in one go, when it holds twice as much as it keeps.
    while (store.log.next < 2 * logCapacity) times.push(cpuMilliseconds(() => store.storm(aSecondsWorth)))
    const full = heapKilobytes() - before
    while (store.log.next < total) times.push(cpuMilliseconds(() => store.storm(aSecondsWorth)))
    heaps.push({ full, end: heapKilobytes() - before })
    const kept = store.log.next - store.log.first
    if (kept !== logCapacity) throw new Error(`the log keeps ${kept} entries`)
  }
  return [
    {
      what: `CPU time of ${aSecondsWorth.toLocaleString('en')} events from the wire through session and log`,
      unit: 'ms',
      value: spreadOf(times),
      beside: 'below 1,000 ms they may come within a second',
    },
    {
      what: `Heap after ${total.toLocaleString('en')} events ÷ heap when the log was full (${(2 * logCapacity).toLocaleString('en')})`,
      unit: '×',
      value: spreadOf(heaps.map(({ full, end }) => end / full)),
      beside: `${megabytes(heaps.map(({ end }) => end))} ÷ ${megabytes(heaps.map(({ full }) => full))} MB`,
    },
  ]
}

/** A session on a link, and the log that it fills. */
async function openStore() {
  const link = new ScriptedLink()
  const clock = new ManualClock()
  const log = new EventLog(clock)
  const observer = {
    event: ({
      name,
      data,
      text,
      at = 0,
    }: {
      name: string
      data: object
      text: string
      at: number | undefined
    }) => log.append({ kind: 'event', vm: 'vm', name, data: { ...data }, text, at, hostClock: true }),
    stray: () => {},
    closed: () => {},
    busy: () => {},
  }
  const opening = openSession({ link, clock, observer, idPrefix: 'bench' })
  link.say('{"QMP": {"version": {"qemu": {"micro": 0, "minor": 0, "major": 10}}, "capabilities": []}}')
  link.say('{"return": {}, "id": "bench-1"}')
  await opening
  const storm = (count: number) => {
    for (let left = count; left > 0; left -= perTurn) {
      link.say(...events(log.next))
      clock.advance(1)
    }
  }
  return { log, storm }
}

/** As many events as come within a millisecond. */
const perTurn = 100

function events(first: number): string[] {
  return Array.from({ length: perTurn }, (_, turn) => {
    const number = first + turn
    return `{"timestamp": {"seconds": 1763834401, "microseconds": ${number}}, "event": "JOB_STATUS_CHANGE", "data": {"status": "running", "id": "job${number}"}}`
  })
}

function cpuMilliseconds(run: () => void): number {
  const start = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** What is still in use. */
function heapKilobytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed / 1000
}

function megabytes(kilobytes: readonly number[]): string {
  return (spreadOf(kilobytes).median / 1000).toFixed(0)
}
