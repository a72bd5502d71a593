import { describe, expect, it } from 'vitest'
import type { Arguments } from '#qapi/types.ts'
import { sessionCases, startVm } from './servers.ts'
import { openClient, type SessionClient } from './session-client.ts'

type Copy = Omit<Arguments<'blockdev-backup'>, 'device' | 'target' | 'sync' | 'job-id'>
const job = { id: 'j' }

describe.each(sessionCases)('jobs of a VM at %s', (_, server) => {
  const begin = async () => {
    const client = await openClient((await startVm(server, Date.now)).dial())
    await client.session.execute('blockdev-add', { driver: 'null-co', 'node-name': 'target', size: 1 << 20 })
    client.wire.takeNews()
    const args = { 'job-id': 'j', device: 'disk0', target: 'target', sync: 'full' } as const
    const backup = (more: Copy = {}) => client.session.execute('blockdev-backup', { ...args, ...more })
    const mirror = () => client.session.execute('blockdev-mirror', args)
    return { ...client, backup, mirror }
  }

  it('L-05: a backup passes all states, reports completion, and is removed', async () => {
    const { backup, heard, session, events } = await begin()
    await backup()
    await heard('JOB_STATUS_CHANGE', ({ status }) => status === 'null')
    expect(storyOf(events)).toEqual([
      'created',
      'running',
      'waiting',
      'pending',
      'BLOCK_JOB_COMPLETED',
      'concluded',
      'null',
    ])
    expect(await session.execute('query-jobs')).toEqual([])
  })

  it('L-05, L-07: without auto-finalize and auto-dismiss it waits for both, and reports its progress', async () => {
    const { backup, heard, session, wire } = await begin()
    await backup({ 'auto-finalize': false, 'auto-dismiss': false })
    await heard('BLOCK_JOB_PENDING')
    const [told] = await session.execute('query-jobs')
    expect(told).toMatchObject({ ...job, type: 'backup', status: 'pending' })
    expect(told?.['current-progress']).toBe(told?.['total-progress'])
    const [block] = await session.execute('query-block-jobs')
    expect(block).toMatchObject({ device: 'j', 'auto-dismiss': false, ready: false })
    expect([block?.offset, block?.len]).toEqual([told?.['current-progress'], told?.['total-progress']])
    wire.takeNews()
    await session.execute('job-finalize', job)
    expect(wire.takeNews()).toEqual(['BLOCK_JOB_COMPLETED', 'JOB_STATUS_CHANGE', 'return'])
    await session.execute('job-dismiss', job)
    expect(wire.takeNews()).toEqual(['JOB_STATUS_CHANGE', 'return'])
    expect(await session.execute('query-jobs')).toEqual([])
  })

  it('L-09: a node is not removed while a job needs it', async () => {
    const { backup, heard, session } = await begin()
    await backup({ 'auto-finalize': false })
    await heard('BLOCK_JOB_PENDING')
    await expect(session.execute('blockdev-del', { 'node-name': 'target' })).rejects.toMatchObject({
      message: "Node 'target' is busy: block device is in use by block job: backup",
    })
  })

  it('C-06: a ready mirror completes after the return of its command', async () => {
    const { mirror, heard, session, events, wire } = await begin()
    await mirror()
    await heard('BLOCK_JOB_READY')
    expect(await session.execute('query-block-jobs')).toMatchObject([{ ready: true, status: 'ready' }])
    wire.takeNews()
    await session.execute('job-complete', job)
    await heard('JOB_STATUS_CHANGE', ({ status }) => status === 'null')
    expect(wire.takeNews()).toContain('return')
    expect(storyOf(events)).toEqual([
      ...['created', 'running', 'ready', 'BLOCK_JOB_READY'],
      ...['waiting', 'pending', 'BLOCK_JOB_COMPLETED', 'concluded', 'null'],
    ])
  })

  it('L-06: block-job-cancel of a mirror that is ready completes it', async () => {
    const { mirror, heard, session, events } = await begin()
    await mirror()
    await heard('BLOCK_JOB_READY')
    await session.execute('block-job-cancel', { device: 'j' })
    await heard('JOB_STATUS_CHANGE', ({ status }) => status === 'null')
    expect(storyOf(events)).toContain('BLOCK_JOB_COMPLETED')
    expect(storyOf(events)).not.toContain('BLOCK_JOB_CANCELLED')
  })

  it.each(['block-job-cancel with force', 'job-cancel'])('L-06: %s of a mirror discards it', async (how) => {
    const { mirror, heard, session, events } = await begin()
    await mirror()
    await heard('BLOCK_JOB_READY')
    if (how === 'job-cancel') await session.execute('job-cancel', job)
    else await session.execute('block-job-cancel', { device: 'j', force: true })
    await heard('JOB_STATUS_CHANGE', ({ status }) => status === 'null')
    const story = storyOf(events)
    expect(story).toContain('BLOCK_JOB_CANCELLED')
    expect(story).not.toContain('BLOCK_JOB_COMPLETED')
  })

  it('E-06: the error class for a missing job differs between the families of commands', async () => {
    const { session } = await begin()
    await expect(session.execute('job-cancel', { id: 'ghost' })).rejects.toMatchObject({
      class: 'GenericError',
      message: 'Job not found',
    })
    await expect(session.execute('block-job-cancel', { device: 'ghost' })).rejects.toMatchObject({
      class: 'DeviceNotActive',
      message: "Block job 'ghost' not found",
    })
  })
})

describe.each(sessionCases)('snapshots of a VM at %s', (_, server) => {
  const begin = async () => {
    const vm = await startVm(server, Date.now, { kind: 'qcow2' })
    return { vm, ...(await openClient(vm.dial())) }
  }

  it('L-09: blockdev-snapshot-sync puts a new file on top, and what is below stays', async () => {
    const { vm, session } = await begin()
    const overlay = { 'snapshot-file': vm.path('top.qcow2'), 'snapshot-node-name': 'top' }
    await session.execute('blockdev-snapshot-sync', { 'node-name': 'disk0', ...overlay })
    const nodes = await session.execute('query-named-block-nodes')
    expect(nodes.find((node) => node['node-name'] === 'top')).toMatchObject({ drv: 'qcow2' })
    await expect(session.execute('blockdev-del', { 'node-name': 'disk0' })).rejects.toMatchObject({
      class: 'GenericError',
    })
    await expect(
      session.execute('blockdev-snapshot-sync', { 'node-name': 'ghost', ...overlay }),
    ).rejects.toMatchObject({ message: "Cannot find device='' nor node-name='ghost'" })
  })

  it('L-05: snapshot-save stops the VM while it saves, and its job stays until it is dismissed', async () => {
    const { session, events, heard } = await begin()
    await session.execute('cont')
    await session.execute('snapshot-save', {
      'job-id': 'j',
      tag: 'one',
      vmstate: 'disk0',
      devices: ['disk0'],
    })
    await heard('JOB_STATUS_CHANGE', ({ status }) => status === 'concluded')
    expect(storyOf(events)).toEqual([
      ...['RESUME', 'created', 'running', 'STOP', 'RESUME'],
      ...['waiting', 'pending', 'concluded'],
    ])
    expect(await session.execute('query-jobs')).toMatchObject([
      { status: 'concluded', type: 'snapshot-save' },
    ])
    expect(await session.execute('query-status')).toMatchObject({ status: 'running' })
    await session.execute('job-dismiss', job)
    expect(await session.execute('query-jobs')).toEqual([])
  })

  it('L-05: a snapshot-save that fails says why in query-jobs', async () => {
    const { session, heard } = await begin()
    await session.execute('snapshot-save', {
      'job-id': 'j',
      tag: 'one',
      vmstate: 'disk0',
      devices: ['ghost'],
    })
    await heard('JOB_STATUS_CHANGE', ({ status }) => status === 'concluded')
    expect(await session.execute('query-jobs')).toMatchObject([{ error: "No block device node 'ghost'" }])
  })
})

/** What jobs went through, and other events by name; how often one was paused on its way is QEMU's affair. */
function storyOf(events: SessionClient['events']): string[] {
  const steps = events.map(({ name, data }) => (name === 'JOB_STATUS_CHANGE' ? String(data['status']) : name))
  const told = steps.filter((step) => step !== 'paused')
  return told.filter((step, at) => step !== told[at - 1])
}
