import type { Job, JobOptions } from '../machine/job.ts'
import type { Commands } from '../protocol/commands.ts'
import { Refusal } from '../refusal.ts'
import type { ValueObject } from '../wire/value.ts'
import { optionalText, text } from './argument-values.ts'
import type { Vm } from './vm.ts'

/** Bytes a second where nobody limits them: the disk is copied in a quarter of a second. */
const fullSpeed = 1024 * 1024 * 1024

/** Copies of a disk, and what can be done with any job. */
export function jobCommands(vm: Vm): Partial<Commands> {
  const { jobs } = vm
  return {
    plain: {
      'query-jobs': () => jobs.list(),
      'query-block-jobs': () => jobs.listBlockJobs(),
    },
    withArguments: {
      'blockdev-backup': (args) => copy(vm, 'backup', args),
      'blockdev-mirror': (args) => copy(vm, 'mirror', args),
      ...verbs(
        (args) => jobs.get(text(args, 'id')),
        'job',
        () => true,
      ),
      ...verbs(
        (args) => jobs.getBlockJob(optionalText(args, 'device') ?? text(args, 'id')),
        'block-job',
        (args) => args['force'] === true,
      ),
    },
  }
}

/** The commands of one family, `job-*` or `block-job-*`. @param forces whether a cancel spares nothing (rule L-06) */
function verbs(
  find: (args: ValueObject) => Job,
  family: 'job' | 'block-job',
  forces: (args: ValueObject) => boolean,
): Commands['withArguments'] {
  const run = (act: (job: Job, args: ValueObject) => void) => (args: ValueObject) => {
    act(find(args), args)
    return undefined
  }
  return {
    [`${family}-cancel`]: run((job, args) => job.cancel(forces(args))),
    [`${family}-pause`]: run((job) => job.pause()),
    [`${family}-resume`]: run((job) => job.resume()),
    [`${family}-complete`]: run((job) => job.complete()),
    [`${family}-finalize`]: run((job) => job.finalize()),
    [`${family}-dismiss`]: run((job) => job.dismiss()),
  }
}

function copy(vm: Vm, type: JobOptions['type'], args: ValueObject): undefined {
  const device = text(args, 'device')
  const target = text(args, 'target')
  for (const node of [device, target]) {
    if (!vm.cdDrive.hasNode(node)) throw new Refusal(`Cannot find device='${node}' nor node-name='${node}'`)
  }
  vm.jobs.start({
    id: optionalText(args, 'job-id') ?? device,
    type,
    nodes: [device, target],
    length: vm.disk.bytes,
    speed: Number(args['speed'] ?? 0) || fullSpeed,
    autoFinalize: args['auto-finalize'] !== false,
    autoDismiss: args['auto-dismiss'] !== false,
  })
}
