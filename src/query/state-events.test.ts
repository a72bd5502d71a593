import { expect, it } from 'vitest'
import { faultsOf } from '#model/faults.ts'
import { staleByEvent } from './stale-by-event.ts'
import { withEarlier, withStateEvent, withTrouble } from './state-events.ts'
import { nothingWitnessed, sinceOf, type TimedEvent } from './state-history.ts'
import type { Trouble } from './vm-snapshot.ts'

function event(name: string, at: number, data = {}): TimedEvent {
  return { name, at, data, text: '' }
}

const nothing = { recent: [], shutdown: undefined, powerdown: undefined, stateHistory: nothingWitnessed }

it('what was before explains a state in which nothing has come since', () => {
  const told = withEarlier(nothing, [event('BLOCK_IO_ERROR', 1), event('STOP', 2), event('RTC_CHANGE', 3)])
  expect(told.recent.map(({ name }) => name)).toEqual(['BLOCK_IO_ERROR', 'STOP'])
  expect(sinceOf(told.stateHistory, 'paused', 10)).toEqual({ at: 2, by: 'event' })
})

it('what came in this session stands after what was before', () => {
  const live = withStateEvent(nothing, event('RESUME', 5))
  const told = withEarlier(live, [event('STOP', 2), event('SHUTDOWN', 3)])
  expect(told.recent.map(({ name }) => name)).toEqual(['STOP', 'SHUTDOWN', 'RESUME'])
  expect(sinceOf(told.stateHistory, 'running', 10)).toEqual({ at: 5, by: 'event' })
  expect(told.shutdown).toBeUndefined()
})

it('a guest that has been off since before is off', () => {
  expect(withEarlier(nothing, [event('SHUTDOWN', 3, { guest: true })]).shutdown).toEqual({ guest: true })
})

it('a flood of one event leaves the others that explain a state', () => {
  const flood = Array.from({ length: 500 }, (_, n) => event('BLOCK_IO_ERROR', 10 + n))
  const told = [event('GUEST_PANICKED', 1), event('STOP', 2), ...flood].reduce(withStateEvent, nothing)
  expect(told.recent.slice(0, 2).map(({ name }) => name)).toEqual(['GUEST_PANICKED', 'STOP'])
  expect(told.recent.at(-1)?.at).toBe(509)
  expect(told.recent.length).toBeLessThan(100)
})

const troublesOf = (...events: TimedEvent[]) => events.reduce<readonly Trouble[]>(withTrouble, [])

it('of trouble the last events of each name are kept, and of routine ones none', () => {
  const flood = Array.from({ length: 500 }, (_, n) => event('NETDEV_STREAM_DISCONNECTED', 10 + n, { n }))
  const troubles = troublesOf(event('BLOCK_IO_ERROR', 1), event('VNC_CONNECTED', 2), ...flood)
  expect(troubles[0]?.name).toBe('BLOCK_IO_ERROR')
  expect(troubles.some(({ name }) => name === 'VNC_CONNECTED')).toBe(false)
  expect(troubles.length).toBeLessThan(100)
})

it('the same trouble that comes again and again is one, however often; after a pause it is another', () => {
  const write = (at: number) => event('BLOCK_IO_ERROR', at, { operation: 'write' })
  const flood = Array.from({ length: 1000 }, (_, n) => write(1000 * n))
  const read = event('BLOCK_IO_ERROR', 500, { operation: 'read' })
  expect(troublesOf(read, ...flood)).toMatchObject([
    { at: 500, times: 1 },
    { since: 0, at: 999_000, times: 1000 },
  ])
  expect(troublesOf(...flood, write(2_000_000))).toMatchObject([
    { times: 1000 },
    { since: 2_000_000, times: 1 },
  ])
})

it('whatever can tell of trouble, or of its end, is kept', () => {
  const common = { device: 'd', error: 'e', connected: false, status: 'failed', 'device-state': 'error' }
  const datas = ['report', 'run', 'none'].flatMap((action) =>
    ['error', 'guest-panic'].map((reason) => ({ ...common, action, reason })),
  )
  for (const name of Object.keys(staleByEvent)) {
    const tells = datas.some((data) => faultsOf([event(name, 1, data)]).length > 0)
    if (tells) expect(withTrouble([], event(name, 1)), name).toHaveLength(1)
  }
  const ends = [
    'BLOCK_JOB_CANCELLED',
    'DEVICE_DELETED',
    'NETDEV_STREAM_CONNECTED',
    'NETDEV_VHOST_USER_CONNECTED',
  ]
  for (const name of ends) expect(withTrouble([], event(name, 1)), name).toHaveLength(1)
})

it('what the firmware resets after a monitor’s reset does not make a guest that reboots again and again', () => {
  const resets = [0, 20_000, 40_000].flatMap((start) => [
    event('RESET', start, { guest: false, reason: 'host-qmp-system-reset' }),
    ...[100, 200, 300].map((after) => event('RESET', start + after, { guest: true, reason: 'guest-reset' })),
  ])
  expect(faultsOf(troublesOf(...resets), [])).toEqual([])
  const ofGuest = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) =>
    event('RESET', n * 3000, { guest: true, reason: 'guest-reset' }),
  )
  expect(faultsOf(troublesOf(...ofGuest), []).map(({ key }) => key)).toEqual(['reboots'])
})
