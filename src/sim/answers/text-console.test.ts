import { expect, it } from 'vitest'
import { simulate } from '../test-client.ts'

it.each([
  ['info status', 'VM status: running\r\n'],
  ['info nope', "unknown command: 'info nope'\r\n"],
  ['nosuch', "unknown command: 'nosuch'\r\n"],
  ['', ''],
  ['eject nope', "Error: Device 'nope' not found\r\n"],
  ['eject cd0', ''],
])('E-07: "%s" is answered in words, refusals too', (line, answer) => {
  const vm = simulate().connect().negotiate()
  expect(vm.ask('human-monitor-command', { 'command-line': line })).toBe(answer)
})

it('L-12: stop does what the command does, and says nothing', () => {
  const vm = simulate().connect().negotiate()
  expect(vm.run('human-monitor-command', { 'command-line': 'stop' })).toEqual(['STOP', { return: '' }])
  expect(vm.ask('human-monitor-command', { 'command-line': 'info status' })).toBe('VM status: paused\r\n')
})
