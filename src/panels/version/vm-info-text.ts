import { acceleratorOf } from '#model/accelerator.ts'
import { machineName } from '#model/machine-name.ts'
import { memorySize } from '#model/memory.ts'
import { formatBytes } from '#model/units.ts'
import { extendedVmInfoText, type Outcome } from '#model/vm-info.ts'
import type { QmpError } from '#qmp/errors.ts'
import { firstAvailable } from '#schema/replacements.ts'
import type { VersionVm } from './version-vm.ts'

/** What QEMU's old vm-info script printed, and a few lines more, for a bug report: all of it asked now. */
export async function vmInfoText(vm: VersionVm): Promise<string> {
  const [version, kvm, status, uuid, balloon, name, target, machine, accelerators, builtIn, cpus, memory] =
    await Promise.all([
      outcomeOf(vm.ask('query-version')),
      outcomeOf(vm.ask('query-kvm')),
      outcomeOf(vm.ask('query-status')),
      outcomeOf(vm.ask('query-uuid')),
      outcomeOf(vm.ask('query-balloon')),
      answerOf(vm.ask('query-name')),
      answerOf(vm.ask('query-target')),
      answerOf(vm.ask('qom-get', { path: '/machine', property: 'type' })),
      answerOf(vm.ask('query-accelerators')),
      answerOf(vm.ask('qom-list-types', { implements: 'accel' })),
      answerOf(askCpus(vm)),
      answerOf(vm.ask('query-memory-size-summary')),
    ])
  const { total } = memorySize(memory, undefined)
  return extendedVmInfoText(
    [
      ['name', name?.name],
      ['target', target?.arch],
      ['machine', machineName(machine)],
      ['accelerator', acceleratorOf(accelerators, kvm.answer, builtIn).words],
      ['cpus', cpus && `${cpus.length}`],
      ['memory', total === undefined ? undefined : formatBytes(total)],
    ],
    {
      'query-version': version.outcome,
      'query-kvm': kvm.outcome,
      'query-status': status.outcome,
      'query-uuid': uuid.outcome,
      'query-balloon': balloon.outcome,
    },
  )
}

function askCpus(vm: VersionVm): Promise<readonly unknown[]> {
  const way = firstAvailable((command) => vm.has(command), 'query-cpus-fast')
  return way === 'query-cpus' ? vm.ask('query-cpus') : vm.ask('query-cpus-fast')
}

async function answerOf<T>(asked: Promise<T>): Promise<T | undefined> {
  return (await outcomeOf(asked)).answer
}

/** A refusal is printed; without a link there is nothing to print. */
async function outcomeOf<T>(asked: Promise<T>): Promise<{ answer?: T; outcome?: Outcome }> {
  try {
    const answer = await asked
    return { answer, outcome: { return: answer } }
  } catch (error) {
    const failure = error as QmpError
    if (failure.kind !== 'refused') return {}
    return { outcome: { error: { class: failure.class, desc: failure.message } } }
  }
}
