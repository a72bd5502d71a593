import type { Medium } from '../machine/cd-drive.ts'
import type { Commands } from '../protocol/commands.ts'
import { deviceNotFound, Refusal } from '../refusal.ts'
import { isObject, type Value, type ValueObject } from '../wire/value.ts'
import { optionalText, text } from './argument-values.ts'
import { recordedList } from './recorded.ts'
import type { Vm } from './vm.ts'

/** The disk's numbers, and the drive with a tray. */
export function blockCommands(vm: Vm): Partial<Commands> {
  const { cdDrive } = vm
  return {
    plain: {
      'query-block': () => queryBlock(vm),
      'query-blockstats': () => queryBlockStats(vm),
      'query-named-block-nodes': () => queryNamedBlockNodes(vm),
    },
    withArguments: {
      eject: (args) => driveIn(vm, args, () => cdDrive.eject()),
      'blockdev-open-tray': (args) => driveIn(vm, args, () => cdDrive.openTray()),
      'blockdev-close-tray': (args) => driveIn(vm, args, () => cdDrive.closeTray()),
      'blockdev-change-medium': (args) =>
        driveIn(vm, args, () =>
          cdDrive.change(text(args, 'filename'), optionalText(args, 'format') ?? 'raw'),
        ),
      'blockdev-remove-medium': (args) => driveIn(vm, args, (id) => cdDrive.remove(id)),
      'blockdev-insert-medium': (args) => driveIn(vm, args, () => cdDrive.insert(text(args, 'node-name'))),
      'blockdev-add': (args) => addNode(vm, args),
      'blockdev-del': (args) => {
        checkIdle(vm, text(args, 'node-name'))
        cdDrive.removeNode(text(args, 'node-name'))
      },
    },
  }
}

/** Finds the drive that is meant; no drive of this VM has a name of the old kind, `device`. */
function driveIn({ cdDrive }: Vm, args: ValueObject, act: (id: string) => void): undefined {
  const id = optionalText(args, 'id')
  const device = optionalText(args, 'device')
  if ((id === undefined) === (device === undefined))
    throw new Refusal("Need exactly one of 'device' and 'id'")
  if (id === undefined) throw deviceNotFound(device ?? '')
  cdDrive.check(id)
  act(id)
}

function checkIdle({ jobs }: Vm, nodeName: string): void {
  const job = jobs.using(nodeName)
  if (!job) return
  const words = `block device is in use by block job: ${String(job.told()['type'])}`
  throw new Refusal(`Node '${nodeName}' is busy: ${words}`)
}

function addNode({ cdDrive }: Vm, args: ValueObject): undefined {
  const nodeName = optionalText(args, 'node-name')
  if (nodeName === undefined) throw new Refusal("'node-name' must be specified for the root node")
  const driver = text(args, 'driver')
  const file = args['file']
  const source = isObject(file) ? file : args
  cdDrive.addNode(nodeName, driver, driver === 'null-co' ? 'null-co://' : text(source, 'filename'))
}

function queryBlock({ disk, cdDrive }: Vm): Value {
  const [hardDisk = {}, cd = {}] = recordedList('query-block')
  const { medium, trayOpen } = cdDrive
  const inserted = medium && { inserted: node(medium) }
  return [
    { ...hardDisk, 'io-status': disk.ioStatus },
    { ...cd, ...inserted, tray_open: trayOpen },
  ]
}

function queryBlockStats({ disk, cdDrive }: Vm): Value {
  const [hardDisk = {}, cd = {}] = recordedList('query-blockstats')
  const counters = disk.counters()
  const nodeName = cdDrive.medium && { 'node-name': cdDrive.medium.nodeName }
  return [
    { ...hardDisk, stats: { ...asObject(hardDisk['stats']), ...counters } },
    { ...cd, ...nodeName },
  ]
}

function queryNamedBlockNodes({ cdDrive }: Vm): Value {
  return [...cdDrive.nodes().map(node), ...recordedList('query-named-block-nodes')]
}

/** A medium as a node of the block layer: like the disk's, but for what tells them apart. */
function node({ nodeName, filename, driver, bytes }: Medium): ValueObject {
  const [hardDisk = {}] = recordedList('query-named-block-nodes')
  const image = {
    filename,
    format: driver,
    'virtual-size': bytes,
    'actual-size': bytes,
    'dirty-flag': false,
  }
  return { ...hardDisk, 'node-name': nodeName, drv: driver, file: filename, ro: true, image }
}

function asObject(value: Value | undefined): ValueObject {
  return isObject(value) ? value : {}
}
