import { Refusal } from '../refusal.ts'
import type { Vm } from './vm.ts'

type Line = (words: string[], vm: Vm) => string

/** What `human-monitor-command` answers: the human monitor's text, in which refusals are words, too (rule E-07). */
export function humanMonitor(line: string, vm: Vm): string {
  const words = line.trim().split(/\s+/).filter(Boolean)
  const [first = '', second = ''] = words
  if (first === '') return ''
  if (first === 'info' && second !== '') return show(infos, second, words.slice(2), `info ${second}`, vm)
  return show(lines, first, words.slice(1), first, vm)
}

function show(
  table: Readonly<Record<string, Line>>,
  name: string,
  rest: string[],
  whole: string,
  vm: Vm,
): string {
  const answer = Object.hasOwn(table, name) ? table[name] : undefined
  if (!answer) return `unknown command: '${whole}'\r\n`
  try {
    return answer(rest, vm)
  } catch (error) {
    if (error instanceof Refusal) return `Error: ${error.message}\r\n`
    throw error
  }
}

const infos: Readonly<Record<string, Line>> = {
  status: (_, { machine }) => {
    const state = machine.runState
    const why = machine.running || state === 'paused' ? '' : ` (${state})`
    return `VM status: ${machine.running ? 'running' : 'paused'}${why}\r\n`
  },
  name: (_, { identity }) => `${identity.name}\r\n`,
  uuid: (_, { identity }) => `${identity.uuid}\r\n`,
  version: (_, { identity: { version, package: packageName } }) =>
    `${version.major}.${version.minor}.${version.micro}${packageName}\r\n`,
  balloon: (_, { balloon }) => `balloon: actual=${Math.floor(balloon.actual / 1024 / 1024)}\r\n`,
  kvm: () => 'kvm support: disabled\r\n',
  network: () =>
    [
      'nic0: index=0,type=nic,model=virtio-net-pci,macaddr=52:54:00:12:34:56',
      ' \\ net0: index=0,type=user,net=10.0.2.0,restrict=off',
      'e1000.0: index=0,type=nic,model=e1000,macaddr=52:54:00:12:34:57',
      ' \\ net1: index=0,type=user,net=10.0.2.0,restrict=off',
      '',
    ].join('\r\n'),
}

const lines: Readonly<Record<string, Line>> = {
  stop: act(({ machine }) => machine.stop()),
  cont: act(({ machine }) => machine.cont()),
  system_reset: act(({ machine }) => machine.reset()),
  system_powerdown: act(({ machine }) => machine.powerdown()),
  system_wakeup: act(({ machine }) => machine.wakeup()),
  nmi: act(() => undefined),
  quit: act(({ machine }) => machine.quit('host-qmp-quit')),
  eject: (words, vm) => {
    const device = words.find((word) => word !== '-f') ?? ''
    vm.cdDrive.check(device)
    vm.cdDrive.eject()
    return ''
  },
  balloon: ([megabytes = ''], { balloon }) => {
    if (!/^\d{1,12}$/.test(megabytes)) {
      const wrong = megabytes === '' ? 'unexpected end of' : `invalid char '${megabytes.charAt(0)}' in`
      return `${wrong} expression\r\nTry "help balloon" for more information\r\n`
    }
    balloon.ask(BigInt(megabytes) * 1024n * 1024n)
    return ''
  },
  set_link: ([name = '', state], { network }) => {
    if (state !== 'on' && state !== 'off') {
      return "Expected 'on' or 'off'\r\nTry \"help set_link\" for more information\r\n"
    }
    network.setLink(name)
    return ''
  },
  info: () =>
    Object.keys(infos)
      .map((name) => `info ${name}  -- simulated\r\n`)
      .join(''),
  help: () =>
    Object.keys(lines)
      .map((name) => `${name}  -- simulated\r\n`)
      .join(''),
}

function act(run: (vm: Vm) => void): Line {
  return (_, vm) => {
    run(vm)
    return ''
  }
}
