import { describe, expect, it } from 'vitest'
import { simulate } from '../test-client.ts'

const started = (scenario?: string) => {
  const { connect, simulator, clock } = simulate(scenario)
  return { client: connect().negotiate(), connect, simulator, clock }
}
const nothing = { return: {} }

describe('order of events and replies', () => {
  it('L-02, C-05: stop gives STOP before its reply, and no second one', () => {
    const { client } = started()
    expect(client.run('stop')).toEqual(['STOP', nothing])
    expect(client.run('stop')).toEqual([nothing])
    expect(client.ask('query-status')).toEqual({ running: false, status: 'paused' })
  })

  it('L-03, C-05: cont gives RESUME before its reply, and nothing when running', () => {
    const { client } = started('paused')
    expect(client.run('cont')).toEqual(['RESUME', nothing])
    expect(client.run('cont')).toEqual([nothing])
  })

  it('C-05: system_reset gives RESET before its reply, and leaves a stopped VM in prelaunch', () => {
    const { client } = started()
    expect(client.run('system_reset')).toEqual(['RESET', nothing])
    client.run('stop')
    client.run('system_reset')
    expect(client.ask('query-status')).toEqual({ running: false, status: 'prelaunch' })
  })

  it('L-10: quit gives SHUTDOWN, the reply, and the end', () => {
    const { client } = started()
    expect(client.run('quit')).toEqual(['SHUTDOWN', nothing])
    expect(client.end).toEqual({ cause: 'gone', reason: '' })
  })

  it('V-11: the power button gives POWERDOWN, and later the guest is off', () => {
    const { client } = started()
    expect(client.run('system_powerdown')).toEqual(['POWERDOWN', nothing])
    expect(client.ask('query-status')).toEqual({ running: true, status: 'running' })
    expect(client.eventsWithin(3500)).toEqual(['SHUTDOWN'])
    expect(client.end?.cause).toBe('gone')
  })

  it('a guest that is stopped answers the power button when it runs again', () => {
    const { client } = started()
    client.run('system_powerdown')
    client.wait(1000)
    client.run('stop')
    expect(client.eventsWithin(60_000)).toEqual([])
    client.run('cont')
    expect(client.eventsWithin(1900)).toEqual([])
    expect(client.eventsWithin(200)).toEqual(['SHUTDOWN'])
  })

  it('V-11: with -no-shutdown, QEMU stays, and needs a reset before cont works', () => {
    const { client } = started('no-shutdown')
    client.run('system_powerdown')
    expect(client.eventsWithin(3500)).toEqual(['SHUTDOWN', 'STOP'])
    expect(client.ask('query-status')).toEqual({ running: false, status: 'shutdown' })
    expect(client.refusal('cont')).toBe('GenericError: Resetting the Virtual Machine is required')
    client.run('system_reset')
    expect(client.run('cont')).toEqual(['RESUME', nothing])
    expect(client.run('quit')).toEqual(['SHUTDOWN', nothing])
    expect(client.end?.cause).toBe('gone')
  })

  it('only a suspended guest wakes up', () => {
    const { client } = started('suspended')
    expect(client.run('cont')).toEqual([nothing])
    expect(client.run('system_wakeup')).toEqual(['WAKEUP', nothing])
    expect(client.refusal('system_wakeup')).toBe(
      'GenericError: Unable to wake up: guest is not in suspended state',
    )
  })

  it('L-02: a guest that was stopped while suspended is still suspended after cont', () => {
    const { client } = started('suspended')
    expect(client.run('stop')).toEqual(['STOP', nothing])
    expect(client.run('cont')).toEqual(['RESUME', nothing])
    expect(client.ask('query-status')).toEqual({ running: false, status: 'suspended' })
  })

  it('L-03: a VM that waits for an incoming migration keeps waiting', () => {
    const { client } = started('inmigrate')
    expect(client.run('cont')).toEqual([nothing])
    expect(client.ask('query-status')).toEqual({ running: false, status: 'inmigrate' })
  })
})

describe('a drive with a tray', () => {
  const tray = (open: boolean) => ({ tray_open: open })
  const cd = (blocks: unknown) => (blocks as unknown[])[1]

  it('changing the medium opens and closes the tray, then replies', () => {
    const { client } = started()
    const change = { id: 'cd0', filename: '/iso/debian.iso' }
    expect(client.run('blockdev-change-medium', change)).toEqual([
      'DEVICE_TRAY_MOVED',
      'DEVICE_TRAY_MOVED',
      nothing,
    ])
    const inserted = { file: '/iso/debian.iso', drv: 'raw', ro: true }
    expect(cd(client.ask('query-block'))).toMatchObject({ ...tray(false), inserted })
    expect(client.ask('query-named-block-nodes')).toHaveLength(3)
  })

  it('eject opens the tray, and an open one does not move', () => {
    const { client } = started()
    client.run('blockdev-change-medium', { id: 'cd0', filename: '/iso/debian.iso' })
    expect(client.run('eject', { id: 'cd0' })).toEqual(['DEVICE_TRAY_MOVED', nothing])
    expect(client.run('blockdev-open-tray', { id: 'cd0' })).toEqual([nothing])
    expect(cd(client.ask('query-block'))).toMatchObject(tray(true))
    expect(cd(client.ask('query-block'))).not.toHaveProperty('inserted')
  })

  it('removes and inserts a medium by its node name', () => {
    const { client } = started()
    const node = { 'node-name': 'disc' }
    client.run('blockdev-add', { driver: 'file', filename: '/iso/a.iso', ...node })
    const insert = () => client.refusal('blockdev-insert-medium', { id: 'cd0', ...node })
    expect(insert()).toBe('GenericError: Tray of the device is not open')
    client.run('blockdev-open-tray', { id: 'cd0' })
    expect(insert()).toBeUndefined()
    expect(insert()).toBe("GenericError: Node 'disc' is already in use")
    expect(client.refusal('blockdev-del', node)).toBe('GenericError: Node disc is in use')
    client.run('blockdev-remove-medium', { id: 'cd0' })
    expect(client.refusal('blockdev-del', node)).toBeUndefined()
  })

  it.each([
    ['eject', {}, "GenericError: Need exactly one of 'device' and 'id'"],
    ['eject', { id: 'nope' }, "DeviceNotFound: Device 'nope' not found"],
    ['eject', { id: 'vda' }, 'GenericError: Device does not have a block device backend'],
    ['blockdev-remove-medium', { id: 'cd0' }, "GenericError: Tray of device 'cd0' is not open"],
    [
      'blockdev-change-medium',
      { id: 'cd0', filename: '/nope' },
      "GenericError: Could not open '/nope': No such file or directory",
    ],
  ])('refuses %s %j', (command, args, words) => {
    expect(started().client.refusal(command, args)).toBe(words)
  })
})

describe('counters and gauges', () => {
  const written = (stats: unknown) => (stats as { stats: { wr_bytes: number } }[])[0]?.stats.wr_bytes ?? 0

  it('counters grow while the guest runs, and only then', () => {
    const { client } = started()
    const first = written(client.ask('query-blockstats'))
    client.wait(5000)
    const second = written(client.ask('query-blockstats'))
    expect(second).toBeGreaterThan(first)
    client.run('stop')
    client.wait(5000)
    expect(written(client.ask('query-blockstats'))).toBe(second)
  })

  it('V-04: the balloon moves step by step, and says so once a second', () => {
    const { client } = started()
    client.run('balloon', { value: 256 * 1024 * 1024 })
    expect(client.ask('query-balloon')).toEqual({ actual: 512 * 1024 * 1024 })
    const events = client.eventsWithin(10_000).filter((event) => event === 'BALLOON_CHANGE')
    expect(events).toHaveLength(5)
    expect(client.ask('query-balloon')).toEqual({ actual: 256 * 1024 * 1024 })
  })

  it('1.8: the guest reports nothing about its memory before polling is set', () => {
    const { client } = started()
    const balloon = { path: '/machine/peripheral/balloon0' }
    client.run('qom-get', { ...balloon, property: 'guest-stats' })
    expect(client.text).toContain('"stat-free-memory": 18446744073709551615')
    client.run('qom-set', { ...balloon, property: 'guest-stats-polling-interval', value: 2 })
    client.wait(5000)
    expect(client.ask('qom-get', { ...balloon, property: 'guest-stats' })).toMatchObject({
      stats: { 'stat-total-memory': 484 * 1024 * 1024 },
    })
  })
})

describe('the network', () => {
  it.each([
    ['net0', "net client(net0) isn't a NIC"],
    ['e1000.0', "net client(e1000.0) doesn't support rx-filter querying"],
    ['nope', 'invalid net client name: nope'],
  ])('has no filter of %s', (name, words) => {
    expect(started().client.refusal('query-rx-filter', { name })).toBe(`GenericError: ${words}`)
  })

  it('has two NICs, one of them without an ID', () => {
    const { client } = started()
    for (const name of ['nic0', 'net0', 'e1000.0', 'net1']) {
      expect(client.refusal('set_link', { name, up: false })).toBeUndefined()
    }
    expect(client.refusal('set_link', { name: 'nope', up: true })).toBe(
      "DeviceNotFound: Device 'nope' not found",
    )
  })

  it('V-09: a changed filter sends one event until query-rx-filter is asked', () => {
    const { simulator, connect } = simulate('default', () => 0)
    const client = connect().negotiate()
    expect(client.eventsWithin(60_000)).toEqual(['NIC_RX_FILTER_CHANGED'])
    client.ask('query-rx-filter')
    expect(client.eventsWithin(60_000)).toEqual(['NIC_RX_FILTER_CHANGED'])
    simulator.stop()
  })
})

describe('an idle VM', () => {
  it('sends an event every 10 to 30 seconds', () => {
    let turn = 0
    const { connect } = simulate('default', () => (turn++ % 7) / 7)
    const events = connect().negotiate().eventsWithin(600_000)
    expect(events.length).toBeGreaterThan(15)
    expect(new Set(events)).toEqual(
      new Set([
        'NIC_RX_FILTER_CHANGED',
        'VNC_CONNECTED',
        'VNC_INITIALIZED',
        'VNC_DISCONNECTED',
        'RTC_CHANGE',
      ]),
    )
  })

  it('is quiet while it is paused', () => {
    expect(started('paused').client.eventsWithin(600_000)).toEqual([])
  })
})
