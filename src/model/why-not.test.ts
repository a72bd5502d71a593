import { describe, expect, test } from 'vitest'
import { powerActions } from './power-actions.ts'
import { type PowerActionName, powerCommands } from './power-commands.ts'
import { type PowerState, whyNotNow as reason } from './why-not.ts'

const fine: PowerState = { runState: 'running' }

function possible(state: PowerState): string[] {
  return powerActions(state).flatMap(({ name, whyNot }) => (whyNot === undefined ? name : []))
}

describe('what is possible in which run state (L-02, L-03)', () => {
  test.each<[string, PowerActionName[]]>([
    ['running', ['Pause', 'Inject NMI', 'Shut down', 'Reset', 'Quit QEMU']],
    ['paused', ['Resume', 'Reset', 'Quit QEMU']],
    ['prelaunch', ['Resume', 'Reset', 'Quit QEMU']],
    ['preconfig', ['Quit QEMU']],
    ['debug', ['Resume', 'Reset', 'Quit QEMU']],
    ['suspended', ['Wake up', 'Reset', 'Quit QEMU']],
    ['shutdown', ['Reset', 'Quit QEMU']],
    ['io-error', ['Resume', 'Reset', 'Quit QEMU']],
    ['watchdog', ['Resume', 'Reset', 'Quit QEMU']],
    ['guest-panicked', ['Resume', 'Reset', 'Quit QEMU']],
    ['internal-error', ['Reset', 'Quit QEMU']],
    ['inmigrate', ['Pause', 'Resume', 'Quit QEMU']],
    ['finish-migrate', ['Quit QEMU']],
    ['postmigrate', ['Resume', 'Reset', 'Quit QEMU']],
    ['save-vm', ['Quit QEMU']],
    ['restore-vm', ['Quit QEMU']],
    ['colo', ['Quit QEMU']],
  ])('%s: %s', (runState, names) => {
    expect(possible({ ...fine, runState })).toEqual(names)
  })
})

test('every reason is a sentence', () => {
  for (const runState of [
    'paused',
    'shutdown',
    'suspended',
    'internal-error',
    'finish-migrate',
    'io-error',
  ]) {
    for (const { whyNot: why } of powerActions({ runState })) {
      if (why !== undefined) expect(why).toMatch(/^[A-Z].*\.$/)
    }
  }
})

test('L-03: the reason quotes what QEMU would answer to cont', () => {
  expect(reason('Resume', { ...fine, runState: 'shutdown' })).toContain(
    'Resetting the Virtual Machine is required',
  )
  expect(reason('Resume', { ...fine, runState: 'finish-migrate' })).toContain(
    'Migration is not finalized yet',
  )
})

test('a VM that QEMU paused cannot be paused, and the reason names the state', () => {
  expect(reason('Pause', { ...fine, runState: 'io-error' })).toBe('QEMU has paused this VM (io-error).')
})

test('a state of a newer QEMU forbids nothing', () => {
  expect(possible({ ...fine, runState: 'hibernating' })).toHaveLength(Object.keys(powerCommands).length)
})

test('before QEMU has said its state, only Quit QEMU is possible', () => {
  expect(possible({ ...fine, runState: undefined })).toEqual(['Quit QEMU'])
})

test('the reason says that a machine cannot wake', () => {
  expect(reason('Wake up', { ...fine, runState: 'suspended', wakeupSupported: false })).toContain(
    'cannot wake',
  )
})

test('an action is not sent twice, except Shut down, which a guest can miss', () => {
  expect(reason('Pause', { ...fine, asked: 'stop' })).toContain('Already sent')
  expect(possible({ ...fine, asked: 'system_powerdown' })).toContain('Shut down')
  expect(possible({ ...fine, asked: 'stop' })).toContain('Quit QEMU')
})
