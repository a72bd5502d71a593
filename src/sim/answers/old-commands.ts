import { type Commands, joinCommands } from '../protocol/commands.ts'
import { deviceNotFound, Refusal } from '../refusal.ts'
import type { Value, ValueObject } from '../wire/value.ts'
import { integer, text } from './argument-values.ts'
import { versionTriple } from './identity.ts'
import { lifeCommands } from './life-commands.ts'
import { recordedAnswer, recordedList } from './recorded.ts'
import { humanMonitor } from './text-console.ts'
import type { Vm } from './vm.ts'

type OldEra = '0.12' | '0.13' | '1.0'

const cdName = 'ide1-cd0'

/** What QEMU could be asked before its commands had a schema: some twenty things, with fewer members. */
export function oldCommands(vm: Vm, era: OldEra): Commands {
  const { plain = {} } = lifeCommands(vm)
  const { 'inject-nmi': nmi, system_wakeup: _, ...buttons } = plain
  const commands: Commands = joinCommands(
    { plain: buttons },
    oldAnswers(vm, era),
    oldActs(vm),
    era === '0.12' ? {} : { plain: { 'query-pci': () => recordedAnswer('query-pci') } },
    era === '1.0' ? { ...acts10(vm), plain: { 'inject-nmi': nmi ?? (() => undefined) } } : {},
    { plain: { 'query-commands': () => [...names()].map((name) => ({ name })) } },
  )
  const names = () => {
    const all = new Set([...Object.keys(commands.plain), ...Object.keys(commands.withArguments)])
    return era === '0.12' ? all : all.add('qmp_capabilities')
  }
  return commands
}

function oldAnswers(vm: Vm, era: OldEra): Partial<Commands> {
  const { identity, machine, balloon } = vm
  const version = era === '0.12' ? versionText(vm) : versionTriple(identity)
  return {
    plain: {
      'query-version': () => ({ qemu: version, package: identity.package }),
      'query-status': () => {
        const status = { running: machine.running, singlestep: false }
        return era === '1.0' ? { ...status, status: machine.runState } : status
      },
      'query-migrate': () => ({}),
      'query-kvm': () => ({ enabled: false, present: true }),
      'query-hpet': () => ({ enabled: true }),
      'query-balloon': () => ({ actual: balloon.actual }),
      'query-cpus': () => [0, 1].map((index) => cpu(index, era)),
      'query-mice': () => recordedAnswer('query-mice'),
      'query-chardev': () =>
        recordedList('query-chardev').map(({ label = '', filename = '' }) => ({ label, filename })),
      'query-vnc': () => vm.display.vnc(),
      'query-block': () => queryBlock(vm),
      'query-blockstats': () => queryBlockStats(vm),
    },
  }
}

function versionText({ identity: { version } }: Vm): string {
  return `${version.major}.${version.minor}.${version.micro}`
}

function cpu(index: number, era: OldEra): ValueObject {
  const old = { CPU: index, current: index === 0, halted: index !== 0, pc: 0xf000fff0 + index }
  return era === '1.0' ? { ...old, thread_id: 28_962 + index } : old
}

function queryBlock({ cdDrive, disk }: Vm): Value {
  const { medium } = cdDrive
  const inserted = { ro: false, drv: 'qcow2', encrypted: false, file: '/var/lib/vm/disk.qcow2' }
  const cd = { device: cdName, type: 'cdrom', removable: true, locked: false }
  return [
    { device: 'virtio0', type: 'hd', removable: false, locked: false, 'io-status': disk.ioStatus, inserted },
    medium ? { ...cd, inserted: { ...inserted, ro: true, drv: medium.driver, file: medium.filename } } : cd,
  ]
}

function queryBlockStats({ disk }: Vm): Value {
  const counters = disk.counters()
  const names = ['rd_bytes', 'wr_bytes', 'rd_operations', 'wr_operations', 'wr_highest_offset']
  const stats = Object.fromEntries(names.map((name) => [name, counters[name] ?? 0]))
  const none = Object.fromEntries(names.map((name) => [name, 0]))
  return [
    { device: 'virtio0', stats },
    { device: cdName, stats: none },
  ]
}

function oldActs({ balloon, cdDrive }: Vm): Partial<Commands> {
  const checkDrive = (device: string) => {
    if (device === 'virtio0') throw new Refusal(`Device '${device}' is not removable`)
    if (device !== cdName) throw deviceNotFound(device)
  }
  return {
    withArguments: {
      balloon: (args) => {
        balloon.ask(integer(args, 'value'))
      },
      eject: (args) => {
        checkDrive(text(args, 'device'))
        cdDrive.eject()
      },
      change: (args) => {
        checkDrive(text(args, 'device'))
        cdDrive.change(text(args, 'target'), 'raw')
      },
    },
  }
}

function acts10(vm: Vm): Partial<Commands> {
  return {
    withArguments: {
      set_link: (args) => {
        vm.network.setLink(text(args, 'name'))
      },
      'human-monitor-command': (args) => humanMonitor(text(args, 'command-line'), vm),
    },
  }
}
