import type { Commands } from '../protocol/commands.ts'
import { Refusal } from '../refusal.ts'
import type { ValueObject } from '../wire/value.ts'
import { optionalText, text } from './argument-values.ts'
import type { Vm } from './vm.ts'

/** A new file on top of a disk, and a picture of the whole VM inside its disk. */
export function snapshotCommands(vm: Vm): Partial<Commands> {
  return {
    withArguments: {
      'blockdev-snapshot-sync': (args) => {
        const below = optionalText(args, 'node-name') ?? ''
        if (!vm.cdDrive.hasNode(below)) {
          throw new Refusal(`Cannot find device='' nor node-name='${below}'`)
        }
        vm.cdDrive.addOverlay(below, text(args, 'snapshot-node-name'), text(args, 'snapshot-file'))
      },
      'snapshot-save': (args) => save(vm, args),
    },
  }
}

/** The VM is stopped while it is saved; the job stays until it is dismissed (rule L-05). */
function save({ machine, cdDrive, jobs, migration }: Vm, args: ValueObject): undefined {
  const devices = Array.isArray(args['devices']) ? args['devices'] : []
  const stranger = devices.find((name) => typeof name !== 'string' || !cdDrive.hasNode(name))
  jobs.start({
    id: text(args, 'job-id'),
    type: 'snapshot-save',
    nodes: [],
    length: 1,
    speed: 1000,
    autoFinalize: true,
    autoDismiss: false,
    ...(stranger !== undefined && { error: `No block device node '${String(stranger)}'` }),
  })
  if (stranger !== undefined) return
  const wasRunning = machine.running
  if (wasRunning) machine.halt('save-vm')
  for (const [event, data] of savingEvents) migration.tell(event, data)
  if (wasRunning) machine.cont()
}

const savingEvents: readonly [event: string, data: ValueObject][] = [
  ['MIGRATION', { status: 'setup' }],
  ['MIGRATION_PASS', { pass: 1 }],
  ['MIGRATION_PASS', { pass: 2 }],
  ['MIGRATION', { status: 'completed' }],
]
