import { describe, expect, it } from 'vitest'
import { fileName, jsonLines } from './save.ts'

describe('jsonLines', () => {
  it('keeps an event as QEMU sent it, on one line, and says beside it which VM it was', () => {
    const text = '{\r\n    "event": "X",\r\n    "data": {"n": 18446744073709551615}\r\n}'
    const event = {
      kind: 'event',
      seq: 0,
      vm: 'web-01',
      at: 0,
      name: 'X',
      data: {},
      text,
      hostClock: true,
    } as const
    expect(jsonLines([event])).toBe(
      '{"event": "X","data": {"n": 18446744073709551615}, "__qmp-dashboard": {"vm":"web-01"}}\n',
    )
  })

  it('tells the commands of others from those of this page', () => {
    const entry = { kind: 'command', seq: 1, vm: 'v', at: 0, name: 'stop', args: undefined } as const
    const line = jsonLines([{ ...entry, by: 'operator', outcome: { state: 'refused', words: 'no' } }])
    expect(JSON.parse(line)['__qmp-dashboard']).toMatchObject({
      by: 'another operator',
      outcome: { state: 'refused', words: 'no' },
    })
  })

  it('keeps a command with its outcome, and news of the connection', () => {
    const command = {
      kind: 'command',
      seq: 1,
      vm: 'v',
      at: 0,
      name: 'stop',
      args: undefined,
      outcome: { state: 'done', ms: 4 },
    } as const
    const news = {
      kind: 'connection',
      seq: 2,
      vm: 'v',
      at: 0,
      words: 'Connected to QEMU.',
      severity: 'ok',
    } as const
    const lines = jsonLines([command, news])
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toEqual([
      {
        execute: 'stop',
        '__qmp-dashboard': { vm: 'v', time: '1970-01-01T00:00:00.000Z', outcome: { state: 'done', ms: 4 } },
      },
      { '__qmp-dashboard': { vm: 'v', time: '1970-01-01T00:00:00.000Z', connection: 'Connected to QEMU.' } },
    ])
  })
})

it('names a file after its VM and the time, whatever the VM is called', () => {
  const at = Date.UTC(2026, 10, 28, 7, 51, 2)
  expect(fileName('web-01', at)).toBe('web-01-2026-11-28T07-51-02.jsonl')
  expect(fileName('../../etc/x\u202e <b>', at)).toBe('etc-x-b--2026-11-28T07-51-02.jsonl')
  expect(fileName('web-01', undefined)).toBe('web-01-empty.jsonl')
  expect(fileName('\u0000', at)).toBe('event-log-2026-11-28T07-51-02.jsonl')
})
