import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SchemaInfo } from '../names.ts'
import { describeEvent } from './event-words.ts'

const recordings = ['qemu-7.2', 'qemu-10.0', 'supplement']
const unknown = 'This dashboard does not know this event.'

const recordedEvents = [...new Set(recordings.flatMap(eventsOf))]

function eventsOf(recording: string): string[] {
  const text = readFileSync(new URL(`../recorded/${recording}.json`, import.meta.url), 'utf8')
  const entries: SchemaInfo[] = JSON.parse(text)
  return entries.filter((entry) => entry['meta-type'] === 'event').map(({ name }) => name)
}

/** The sentence and its severity, as one line. */
function line(name: string, data?: unknown): string {
  const { severity, text } = describeEvent(name, data)
  return `${severity}: ${text}`
}

describe('describeEvent', () => {
  test.each(recordedEvents)('has a sentence for %s, even without data', (name) => {
    const { text } = describeEvent(name, undefined)
    expect(text).not.toBe(unknown)
    expect(text).toMatch(/^[A-Z].*[.]$/)
    expect(text).not.toMatch(/undefined|NaN|null|\[object/)
  })

  test.each([
    ['SOME_NEW_EVENT', 'other'],
    ['constructor', 'other'],
    ['__proto__', 'other'],
  ])('answers for %s, which it does not know', (name, category) => {
    expect(describeEvent(name, { a: 1 })).toEqual({ text: unknown, severity: 'info', category })
  })

  test('never throws and stays on one line, whatever the data is', () => {
    const members = fc.constantFrom(
      ...['device', 'id', 'reason', 'action', 'info', 'status', 'path', 'client', 'msg', 'flags', 'result'],
      ...['node-name', 'size', 'offset', 'error', 'addr', 'sector-num', 'sectors-count', 'pass', 'guest'],
    )
    const data = fc.oneof(fc.anything(), fc.dictionary(members, fc.anything({ withBigInt: true })))
    fc.assert(
      fc.property(fc.constantFrom(...recordedEvents), data, (name, value) => {
        expect(describeEvent(name, value).text).not.toMatch(/[\n\r\u2028\u202e]/)
      }),
    )
  })

  test('guest-made text is cut and cannot turn the line around', () => {
    const { text } = describeEvent('VSERPORT_CHANGE', { id: `a\n\u202eb${'c'.repeat(500)}`, open: true })
    expect(text).toMatch(/the port a bc+…\.$/)
    expect(text.length).toBeLessThan(200)
  })

  test.each([
    ['run-state', 'STOP'],
    ['block', 'BLOCK_IO_ERROR'],
    ['jobs', 'JOB_STATUS_CHANGE'],
    ['devices', 'DEVICE_DELETED'],
    ['network', 'NIC_RX_FILTER_CHANGED'],
    ['display', 'VNC_CONNECTED'],
    ['memory', 'BALLOON_CHANGE'],
    ['migration', 'MIGRATION'],
    ['other', 'RTC_CHANGE'],
  ])('files under %s: %s', (category, name) => {
    expect(describeEvent(name, {}).category).toBe(category)
  })
})

describe('a sentence says what happened', () => {
  test('BLOCK_IO_ERROR: device, reason and what QEMU does about it', () => {
    const data = {
      device: 'vda',
      'node-name': 'disk0',
      operation: 'write',
      action: 'stop',
      nospace: true,
      reason: 'No space left on device',
    }
    expect(describeEvent('BLOCK_IO_ERROR', data)).toEqual({
      text: 'A write to vda failed: no space left on device. QEMU stops the VM (action: stop).',
      severity: 'bad',
      about: 'vda',
      category: 'block',
    })
    expect(
      line('BLOCK_IO_ERROR', { device: '', 'node-name': 'disk0', operation: 'read', action: 'report' }),
    ).toBe('warn: A read from disk0 failed. The guest gets the error (action: report).')
  })

  test('V-10: SHUTDOWN and RESET of any age, with reason, with guest alone, with nothing', () => {
    expect(line('SHUTDOWN', { guest: true, reason: 'guest-shutdown' })).toBe(
      'info: The guest shut itself down.',
    )
    expect(line('SHUTDOWN', { guest: false, reason: 'brand-new' })).toBe(
      'warn: The host shut the VM down (reason: brand-new).',
    )
    expect(line('SHUTDOWN', { guest: true })).toBe('warn: The guest shut the VM down.')
    expect(line('RESET')).toBe('warn: Something reset the VM.')
    expect(line('RESET', { guest: false, reason: 'host-qmp-system-reset' })).toBe(
      'warn: The VM was reset by a monitor.',
    )
  })

  test.each([
    ['info: The power button was pressed; the guest decides what to do.', 'POWERDOWN', {}],
    ['info: The tray of cd0 opened.', 'DEVICE_TRAY_MOVED', { device: '', id: 'cd0', 'tray-open': true }],
    ['info: Job mir0 is now running.', 'JOB_STATUS_CHANGE', { id: 'mir0', status: 'running' }],
    ['info: Job mir0 was dismissed.', 'JOB_STATUS_CHANGE', { id: 'mir0', status: 'null' }],
    ['ok: The mirror job mir0 is complete.', 'BLOCK_JOB_COMPLETED', { type: 'mirror', device: 'mir0' }],
    [
      'bad: The mirror job mir0 failed: input/output error.',
      'BLOCK_JOB_COMPLETED',
      { type: 'mirror', device: 'mir0', error: 'Input/output error' },
    ],
    ['info: The balloon leaves the guest 511 MiB.', 'BALLOON_CHANGE', { actual: 535822336 }],
    [
      'bad: The guest panicked, stop code 0x7e. QEMU stops the VM (action: pause).',
      'GUEST_PANICKED',
      { action: 'pause', info: { type: 'hyper-v', arg1: 0x7en } },
    ],
    [
      'info: A VNC viewer connected from [::1]:40112.',
      'VNC_CONNECTED',
      { client: { host: '::1', service: '40112' } },
    ],
    ['info: Migration pass 3 over memory.', 'MIGRATION_PASS', { pass: 3 }],
    ['info: Migration pass 12 over memory.', 'MIGRATION_PASS', { pass: 12 }],
    ['ok: Migration is complete.', 'MIGRATION', { status: 'completed' }],
    [
      'warn: The guest reports status 0x80 for cpu3.',
      'ACPI_DEVICE_OST',
      { info: { device: 'cpu3', status: 128 } },
    ],
    ['info: The guest set its clock 3,600 s behind its start.', 'RTC_CHANGE', { offset: -3600 }],
  ])('%s', (sentence, name, data) => {
    expect(line(name, data)).toBe(sentence)
  })
})
