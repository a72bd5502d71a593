import { expect, it, vi } from 'vitest'
import { blockDeviceRows } from '#model/block-devices.ts'
import { deviceOfEvent } from '#model/device-of-event.ts'
import type { LogEntry } from '#query/event-log.ts'
import { wordsOf } from './entry-words.ts'
import { eventSentence } from './event-sentences.ts'

const event = (name: string, data: Record<string, unknown>): LogEntry => ({
  ...{ kind: 'event', seq: 0, vm: 'a', at: 0, name, data, text: '', hostClock: true },
})

// As QEMU answers for -drive id=d0 -device virtio-blk,id=vda and -blockdev node-name=r1 -device scsi-hd,id=sda.
const rows = blockDeviceRows([
  { device: 'd0', qdev: '/machine/peripheral/vda/virtio-backend' },
  { device: '', qdev: 'sda', inserted: { 'node-name': 'r1', file: '/r1', drv: 'raw' } as never },
])
const driveName = (vm: string, data: Readonly<Record<string, unknown>>) =>
  vm === 'a' ? deviceOfEvent({ data }, rows)?.name : undefined

it('names the device of a drive or of a node as the page does, but not a job or device of the same name', async () => {
  // The sentences are loaded when the first is asked for.
  await vi.waitFor(() => expect(eventSentence('STOP', {}).text).not.toBe(''), { timeout: 10_000 })
  const failed = { device: 'd0', operation: 'write', action: 'report', reason: 'EIO' }
  expect(wordsOf(event('BLOCK_IO_ERROR', failed), driveName)).toMatchObject({
    text: 'A write to vda failed: EIO. The guest gets the error (action: report).',
    about: 'vda',
  })
  expect(wordsOf(event('BLOCK_IO_ERROR', { ...failed, device: 'd1' }), driveName).about).toBe('d1')
  const ofNode = { ...failed, device: '', 'node-name': 'r1' }
  expect(wordsOf(event('BLOCK_IO_ERROR', ofNode), driveName).about).toBe('sda')
  const ofPath = { ...ofNode, 'qom-path': '/machine/peripheral/sda' }
  expect(wordsOf(event('BLOCK_IO_ERROR', ofPath), driveName).about).toBe('sda')
  expect(wordsOf(event('BLOCK_IO_ERROR', { ...ofNode, 'node-name': 'r2' }), driveName).about).toBe('r2')
  expect(wordsOf(event('DEVICE_TRAY_MOVED', { device: 'd0', id: '' }), driveName).about).toBe('vda')
  expect(wordsOf(event('BLOCK_JOB_READY', { device: 'd0', type: 'mirror' }), driveName).about).toBe('d0')
}, 15_000)
