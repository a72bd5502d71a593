import { expect, test } from 'vitest'
import { actions, confirmationOf, doesNow } from './power-actions.ts'
import { type PowerActionName, powerCommands } from './power-commands.ts'

function action(name: PowerActionName) {
  const found = actions.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`no action ${name}`)
  return found
}

test('the toolbar has the seven actions, the destructive ones last', () => {
  for (const { name, command } of actions) expect(command).toBe(powerCommands[name])
  expect(actions.map(({ name, command }) => [name, command])).toEqual([
    ['Pause', 'stop'],
    ['Resume', 'cont'],
    ['Wake up', 'system_wakeup'],
    ['Inject NMI', 'inject-nmi'],
    ['Shut down', 'system_powerdown'],
    ['Reset', 'system_reset'],
    ['Quit QEMU', 'quit'],
  ])
  expect(actions.filter(({ destructive }) => destructive).map(({ name }) => name)).toEqual([
    'Reset',
    'Quit QEMU',
  ])
})

test.each<[PowerActionName, string, string]>([
  ['Resume', 'prelaunch', 'Starts the guest.'],
  ['Resume', 'inmigrate', 'Runs the VM as soon as it has arrived.'],
  ['Pause', 'inmigrate', 'Keeps the VM paused when it has arrived.'],
  ['Reset', 'shutdown', 'Presses the reset button; the VM then waits for Resume.'],
  ['Reset', 'running', action('Reset').does],
  ['Pause', 'constructor', action('Pause').does],
])('%s in %s: %s', (name, runState, sentence) => {
  expect(doesNow(action(name), runState)).toBe(sentence)
})

test('Reset, Inject NMI and Quit QEMU are confirmed, the others are not', () => {
  expect(actions.filter(({ name }) => confirmationOf(name, 'running')).map(({ name }) => name)).toEqual([
    'Inject NMI',
    'Reset',
    'Quit QEMU',
  ])
})

test('L-03: Resume after an outgoing migration is confirmed, since two writers destroy an image', () => {
  expect(confirmationOf('Resume', 'paused')).toBeUndefined()
  expect(confirmationOf('Resume', 'postmigrate')?.lost.join()).toContain('both would write')
})

test('a guest that is off loses nothing, but Quit QEMU is still confirmed', () => {
  expect(confirmationOf('Reset', 'shutdown')).toMatchObject({ lost: ['Nothing of the guest: it is off.'] })
  const quit = confirmationOf('Quit QEMU', 'shutdown')
  expect(quit?.lost).toHaveLength(2)
  expect(quit?.instead).toBeUndefined()
})
