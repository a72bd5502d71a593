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
    ['ok: The guest reports that dimm1 was inserted.', 'ACPI_DEVICE_OST', ost({ source: 1, status: 0 })],
    ['ok: The guest reports that dimm1 was removed.', 'ACPI_DEVICE_OST', ost({ source: 3, status: 0 })],
    ['info: The guest is removing dimm1.', 'ACPI_DEVICE_OST', ost({ source: 3, status: 0x84 })],
    [
      'warn: The guest refused to remove dimm1: it is busy.',
      'ACPI_DEVICE_OST',
      ost({ source: 0x103, status: 0x82 }),
    ],
    [
      'warn: The guest failed to insert DIMM slot 0: status 0x1.',
      'ACPI_DEVICE_OST',
      { info: { slot: '0', 'slot-type': 'DIMM', source: 1, status: 1 } },
    ],
    ['info: The guest set its clock 1 h behind -rtc base.', 'RTC_CHANGE', { offset: -3600 }],
    ['info: The guest set its clock 1 h 59 min 45 s ahead of -rtc base.', 'RTC_CHANGE', { offset: 7185 }],
    ['info: The guest set its clock to the time of -rtc base.', 'RTC_CHANGE', { offset: 0 }],
  ])('%s', (sentence, name, data) => {
    expect(line(name, data)).toBe(sentence)
  })

  test.each([
    [
      'vda',
      'BLOCK_IO_ERROR',
      { device: 'd0', 'qom-path': '/machine/peripheral/vda/virtio-backend', operation: 'write' },
    ],
    [
      'd0',
      'BLOCK_IO_ERROR',
      { device: 'd0', 'qom-path': '/machine/unattached/device[7]', operation: 'write' },
    ],
    ['cd0', 'DEVICE_TRAY_MOVED', { device: 'cdrom', id: '/machine/peripheral/cd0', 'tray-open': true }],
    ['ide1-cd0', 'DEVICE_TRAY_MOVED', { device: 'ide1-cd0', id: '/machine/unattached/device[19]' }],
    ['net0', 'NIC_RX_FILTER_CHANGED', { path: '/machine/peripheral/net0/virtio-backend' }],
    ['device[6]', 'NIC_RX_FILTER_CHANGED', { path: '/machine/unattached/device[6]/virtio-backend' }],
    ['hdimm', 'DEVICE_UNPLUG_GUEST_ERROR', { device: 'hdimm', path: '/machine/peripheral/hdimm' }],
  ])('names the device as the page does: %s', (name, event, data) => {
    const { text, about } = describeEvent(event, data)
    expect(about).toBe(name)
    expect(text).not.toContain('/machine')
  })

  test('DEVICE_DELETED of a part of a device is a detail of the one of the device itself', () => {
    const part = describeEvent('DEVICE_DELETED', { path: '/machine/peripheral/hnic/virtio-backend' })
    expect(part).toMatchObject({ text: 'A part of hnic was removed.', isDetail: true })
    const whole = describeEvent('DEVICE_DELETED', { device: 'hnic', path: '/machine/peripheral/hnic' })
    expect(whole).not.toHaveProperty('isDetail')
  })
})

function ost(report: { source: number; status: number }) {
  return { info: { device: 'dimm1', slot: '0', 'slot-type': 'DIMM', ...report } }
}
