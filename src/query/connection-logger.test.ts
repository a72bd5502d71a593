import { beforeEach, expect, test } from 'vitest'
import type { Clock } from '#link/clock.ts'
import type { ConnectionState } from '#qmp/connection.ts'
import { Unreachable } from '#qmp/errors.ts'
import { ConnectionLogger } from './connection-logger.ts'
import { EventLog } from './event-log.ts'

const clock: Clock = { now: () => 0, after: () => () => {} }
const connecting = (attempt = 1): ConnectionState => ({ phase: 'connecting', attempt, busy: undefined })
const ready = { phase: 'ready', busy: undefined } as ConnectionState
const failed = (message: string) =>
  ({
    phase: 'waiting',
    why: new Unreachable({ cause: 'unreachable', reason: message }),
    attempt: 1,
    nextAt: 0,
  }) as const

let log: EventLog
let news: ConnectionLogger
beforeEach(() => {
  log = new EventLog(clock)
  news = new ConnectionLogger('vm', log, clock)
})

function words(): (string | undefined)[] {
  return Array.from({ length: log.next }, (_, place) => log.at(place)).map((entry) =>
    entry?.kind === 'connection' ? entry.words : entry?.kind,
  )
}

test('tries that fail alike are one line, and the number of them stands where they end', () => {
  for (const message of ['Connection refused', 'Connection refused', 'No such socket', 'No such socket']) {
    news.linkChanged(connecting(), failed(message))
    news.linkChanged(failed(message), connecting())
  }
  news.linkChanged(connecting(5), ready)
  expect(words()).toEqual([
    'Connection refused. Retrying.',
    'No such socket. Retrying.',
    'Connected to QEMU after 5 attempts.',
  ])
})

test('the same failure after a connection is told again', () => {
  news.linkChanged(connecting(), ready)
  news.linkChanged(ready, failed('Gone.'))
  news.linkChanged(connecting(), ready)
  news.linkChanged(ready, failed('Gone.'))
  expect(words()).toEqual(['Connected to QEMU.', 'Gone. Retrying.', 'Connected to QEMU.', 'Gone. Retrying.'])
})

test('a VM without an address to dial is not said to be tried again', () => {
  const why = new Unreachable({
    cause: 'unreachable',
    code: 'no-qmp',
    reason: 'This QEMU has no QMP socket.',
  })
  news.linkChanged(connecting(), { phase: 'waiting', why, attempt: 1, nextAt: 0 })
  expect(words()).toEqual(['This QEMU has no QMP socket.'])
})

test('how long QEMU has not answered is logged, and after how long it did', () => {
  let now = 1000
  const ticking = new ConnectionLogger('vm', log, { ...clock, now: () => now })
  const silent = { ...ready, busy: { command: 'query-pci', since: 1000 } } as ConnectionState
  now = 6000
  ticking.linkChanged(ready, silent)
  now = 13_000
  ticking.linkChanged(silent, ready)
  expect(words()).toEqual(['No answer to query-pci for 5 s.', 'QEMU answers again, after 12 s.'])
})
