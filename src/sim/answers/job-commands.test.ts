import { describe, expect, it } from 'vitest'
import { simulate } from '../test-client.ts'

/** The disk is copied in a second. */
const speed = 256 * 1024 * 1024

function start() {
  const client = simulate('paused').connect().negotiate()
  client.run('blockdev-add', { driver: 'null-co', 'node-name': 'target' })
  const copy = (type: 'backup' | 'mirror', more: object = {}) =>
    client.run(`blockdev-${type}`, {
      'job-id': 'j',
      device: 'disk0',
      target: 'target',
      sync: 'full',
      speed,
      ...more,
    })
  const statuses = (ms: number) =>
    client.wait(ms).flatMap((line) => JSON.parse(line).data?.status ?? JSON.parse(line).event)
  return { client, copy, statuses }
}

describe('a job', () => {
  it('L-05: ends by itself and is removed from the list', () => {
    const { client, copy, statuses } = start()
    copy('backup')
    expect(statuses(1000)).toEqual(['waiting', 'pending', 'BLOCK_JOB_COMPLETED', 'concluded', 'null'])
    expect(client.ask('query-jobs')).toEqual([])
  })

  it('L-07: reports its progress', () => {
    const { client, copy } = start()
    copy('backup')
    client.wait(250)
    const total = 256 * 1024 * 1024
    expect(client.ask('query-jobs')).toMatchObject([
      { 'current-progress': total / 4, 'total-progress': total },
    ])
    expect(client.ask('query-block-jobs')).toMatchObject([
      { offset: total / 4, len: total, status: 'running' },
    ])
  })

  it('continues after a pause where it was', () => {
    const { client, copy, statuses } = start()
    copy('backup')
    client.wait(400)
    client.run('job-pause', { id: 'j' })
    expect(client.refusal('job-pause', { id: 'j' })).toBe('GenericError: Job is already paused')
    expect(statuses(5000)).toEqual([])
    client.run('job-resume', { id: 'j' })
    expect(client.refusal('job-resume', { id: 'j' })).toContain('not paused')
    expect(statuses(599)).toEqual([])
    expect(statuses(1)).toContain('concluded')
  })

  it('is aborted by a cancel', () => {
    const { client, copy, statuses } = start()
    copy('backup')
    client.run('job-cancel', { id: 'j' })
    expect(client.text).toMatch(/aborting.*\r\n.*BLOCK_JOB_CANCELLED.*\r\n.*concluded.*\r\n.*null/)
    expect(statuses(5000)).toEqual([])
  })

  it('keeps its nodes busy, and its name taken', () => {
    const { client, copy } = start()
    copy('mirror')
    expect(client.refusal('blockdev-del', { 'node-name': 'target' })).toContain('in use by block job: mirror')
    expect(copy('backup')).toMatchObject([{ error: { desc: "Job ID 'j' already in use" } }])
    expect(copy('backup', { target: 'nope' })).toMatchObject([{ error: { class: 'GenericError' } }])
  })

  it('accepts only the commands that its state allows', () => {
    const { client, copy } = start()
    copy('backup')
    for (const verb of ['complete', 'finalize', 'dismiss']) {
      expect(client.refusal(`job-${verb}`, { id: 'j' })).toBe(
        `GenericError: Job 'j' in state 'running' cannot accept command verb '${verb}'`,
      )
    }
  })
})
