import { Refusal } from '../refusal.ts'
import type { Vm } from './vm.ts'

/**
 * What `human-monitor-command` answers: text, in which refusals are words, too (rule E-07). Of the human monitor's
 * commands the simulator has one of each kind: a question, two that act, and one that refuses.
 */
export function humanMonitor(line: string, vm: Vm): string {
  const words = line.trim().split(/\s+/)
  const command = words[0] === 'info' ? words.slice(0, 2).join(' ') : words[0]
  switch (command) {
    case '':
      return ''
    case 'info status':
      return `VM status: ${statusOf(vm)}\r\n`
    case 'stop':
      vm.machine.stop()
      return ''
    case 'quit':
      vm.machine.quit('host-qmp-quit')
      return ''
    case 'eject':
      return eject(words[1] ?? '', vm)
    default:
      return `unknown command: '${command}'\r\n`
  }
}

function statusOf({ machine }: Vm): string {
  if (machine.running) return 'running'
  return machine.runState === 'paused' ? 'paused' : `paused (${machine.runState})`
}

function eject(device: string, vm: Vm): string {
  try {
    vm.cdDrive.check(device)
    vm.cdDrive.eject()
    return ''
  } catch (error) {
    if (error instanceof Refusal) return `Error: ${error.message}\r\n`
    throw error
  }
}
