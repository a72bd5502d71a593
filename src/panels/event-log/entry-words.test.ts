import { expect, it, vi } from 'vitest'
import type { LogEntry } from '#query/event-log.ts'
import { wordsOf } from './entry-words.ts'
import { eventSentence } from './event-sentences.ts'

const event = (name: string, data: Record<string, unknown>): LogEntry => ({
  ...{ kind: 'event', seq: 0, vm: 'a', at: 0, name, data, text: '', hostClock: true },
})

const driveName = (vm: string, drive: unknown) => (vm === 'a' && drive === 'd0' ? 'vda' : undefined)

it('names the device of a drive as the page does, but not a job or device of the same name', async () => {
  // The sentences are loaded when the first is asked for.
  await vi.waitFor(() => expect(eventSentence('STOP', {}).text).not.toBe(''))
  const failed = { device: 'd0', operation: 'write', action: 'report', reason: 'EIO' }
  expect(wordsOf(event('BLOCK_IO_ERROR', failed), driveName)).toMatchObject({
    text: 'A write to vda failed: EIO. The guest gets the error (action: report).',
    about: 'vda',
  })
  expect(wordsOf(event('BLOCK_IO_ERROR', { ...failed, device: 'd1' }), driveName).about).toBe('d1')
  expect(wordsOf(event('DEVICE_TRAY_MOVED', { device: 'd0', id: '' }), driveName).about).toBe('vda')
  expect(wordsOf(event('BLOCK_JOB_READY', { device: 'd0', type: 'mirror' }), driveName).about).toBe('d0')
})
