import { describe, expect, it } from 'vitest'
import type { Session } from '#qmp/session.ts'
import { sessionCases, shareVm } from './servers.ts'
import { openClient } from './session-client.ts'

type Refusal = readonly [what: string, command: string, args: object, errorClass: string, words: string]

const refusals: readonly Refusal[] = [
  ['C-12: an unknown command', 'nonsense', {}, 'CommandNotFound', 'The command nonsense has not been found'],
  ['C-11: an unknown argument', 'stop', { now: true }, 'GenericError', "Parameter 'now' is unexpected"],
  ['C-11: a missing argument', 'set_link', { name: 'nic0' }, 'GenericError', "Parameter 'up' is missing"],
  [
    'C-10: a wrong type',
    'set_link',
    { name: 'nic0', up: 1 },
    'GenericError',
    "Invalid parameter type for 'up', expected: boolean",
  ],
  [
    'C-10: an integer beyond 63 bits',
    'balloon',
    { value: 9223372036854775808n },
    'GenericError',
    "Invalid parameter type for 'value', expected: integer",
  ],
  [
    'an unknown value',
    'blockdev-add',
    { driver: 'nope', 'node-name': 'n' },
    'GenericError',
    "Parameter 'driver' does not accept value 'nope'",
  ],
  [
    'E-01: a NIC that is not there',
    'set_link',
    { name: 'ghost', up: true },
    'DeviceNotFound',
    "Device 'ghost' not found",
  ],
  ['E-01: a drive that is not there', 'eject', { id: 'ghost' }, 'DeviceNotFound', "Device 'ghost' not found"],
  [
    'E-01: a path that is not there',
    'qom-list',
    { path: '/ghost' },
    'DeviceNotFound',
    "Device '/ghost' not found",
  ],
  [
    'a disk that is no drive',
    'eject',
    { id: 'vda' },
    'GenericError',
    'Device does not have a block device backend',
  ],
  ['no drive at all', 'eject', {}, 'GenericError', "Need exactly one of 'device' and 'id'"],
  [
    'a node that is in use',
    'blockdev-insert-medium',
    { id: 'cd0', 'node-name': 'disk0' },
    'GenericError',
    "Node 'disk0' is already in use",
  ],
  [
    'a closed tray',
    'blockdev-remove-medium',
    { id: 'cd0' },
    'GenericError',
    "Tray of device 'cd0' is not open",
  ],
]

describe.each(sessionCases)('what a session with %s is refused', (_, server) => {
  const dial = shareVm(server, Date.now)

  it.each(refusals)('%s (%s) is refused in words and changes nothing', async (...refusal) => {
    const [, command, args, errorClass, words] = refusal
    const { session, wire, strays } = await openClient(await dial())
    await expect(execute(session, command, args)).rejects.toMatchObject({
      kind: 'refused',
      by: 'qemu',
      class: errorClass,
      message: words,
      sent: expect.stringContaining(`"execute":"${command}"`),
    })
    expect(wire.takeNews()).toEqual(['error'])
    expect(strays).toEqual([])
    expect(await session.execute('query-status')).toMatchObject({ status: 'prelaunch' })
  })

  it('a balloon of no size is refused', async () => {
    const { session } = await openClient(await dial())
    // QEMU before 8 calls the argument by another name here.
    await expect(session.execute('balloon', { value: 0 })).rejects.toThrow(/'(value|target)' expects a size/)
  })

  it('F-04: half of a surrogate pair is refused before it is sent', async () => {
    const { session, wire } = await openClient(await dial())
    await expect(session.execute('qom-list', { path: '\ud800' })).rejects.toMatchObject({ by: 'page' })
    await session.execute('query-status')
    expect(wire.takeNews()).toEqual(['return'])
  })
})

/** A command of any name with any arguments. */
function execute(session: Session, command: string, args: object): Promise<unknown> {
  return session.execute(command as 'qom-set', args as never)
}
