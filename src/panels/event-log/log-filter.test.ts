import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { LogEntry } from '#query/event-log.ts'
import { eventSentence } from './event-sentences.ts'
import { type Kind, passes } from './log-filter.ts'

let seq = 0
const event = (name: string, data: Record<string, unknown> = {}, vm = 'a'): LogEntry => {
  const text = JSON.stringify({ event: name, data })
  return { kind: 'event', seq: seq++, vm, at: 0, name, data, text, hostClock: true }
}

const entries = [
  event('STOP'),
  event('BLOCK_IO_ERROR', { device: 'vda', action: 'stop', operation: 'write' }),
  event('JOB_STATUS_CHANGE', { id: 'job0', status: 'running' }),
  event('DEVICE_DELETED', { path: '/machine/peripheral/nic0' }),
  event('RESUME', {}, 'b'),
]

function names(filter: Partial<Parameters<typeof passes>[0]>): string[] {
  return entries
    .filter(passes({ vm: undefined, kind: undefined, text: '', ...filter }))
    .map((entry) => (entry.kind === 'event' ? entry.name : ''))
}

describe('the filter of the log', () => {
  // What an event means is loaded when it is first asked.
  beforeAll(() => vi.waitFor(() => expect(eventSentence('STOP', {}).text).not.toBe(''), 10_000))

  it.each<[Kind, readonly string[]]>([
    ['warnings', ['STOP', 'BLOCK_IO_ERROR']],
    ['run-state', ['STOP', 'RESUME']],
    ['block', ['BLOCK_IO_ERROR', 'JOB_STATUS_CHANGE']],
    ['devices', ['DEVICE_DELETED']],
    ['command', []],
  ])('shows of kind %s: %j', (kind, shown) => {
    expect(names({ kind })).toEqual(shown)
  })

  it('shows everything where nothing is chosen', () => {
    expect(names({})).toHaveLength(entries.length)
  })

  it('leaves out the removal of a part of a device, whose own removal has a line', () => {
    const part = event('DEVICE_DELETED', { path: '/machine/peripheral/nic0/virtio-backend' })
    expect(passes({ vm: undefined, kind: undefined, text: '' })(part)).toBe(false)
    expect(passes({ vm: undefined, kind: 'devices', text: 'backend' })(part)).toBe(false)
  })

  it('shows one VM', () => {
    expect(names({ vm: 'b' })).toEqual(['RESUME'])
  })

  it('finds text in what was on the wire, in any case', () => {
    expect(names({ text: ' PERIPHERAL/nic0 ' })).toEqual(['DEVICE_DELETED'])
    expect(names({ text: 'peripheral', kind: 'block' })).toEqual([])
  })
})
