import { acceleratorOf } from '#model/accelerator.ts'
import { machineName } from '#model/machine-name.ts'
import { memorySize } from '#model/memory.ts'
import { formatBytes } from '#model/units.ts'
import { extendedVmInfoText, type Outcome } from '#model/vm-info.ts'
import type { Read } from '#query/use-read.ts'
import type { VersionVm } from './version-vm.ts'

/** What QEMU's old vm-info script printed, and a few lines more, for a bug report. */
export function useVmInfoText(vm: VersionVm): string {
  const version = vm.useRead('query-version')
  const kvm = vm.useRead('query-kvm')
  const status = vm.useRead('query-status')
  const uuid = vm.useRead('query-uuid')
  const balloon = vm.useRead('query-balloon')
  const name = vm.useRead('query-name').data?.name
  const target = vm.useRead('query-target').data?.arch
  const machine = vm.useRead('qom-get', { args: { path: '/machine', property: 'type' } }).data
  const accelerators = vm.useRead('query-accelerators').data
  const cpus = vm.useRead('query-cpus-fast').data
  const { total } = memorySize(vm.useRead('query-memory-size-summary').data, undefined)
  return extendedVmInfoText(
    [
      ['name', name],
      ['target', target],
      ['machine', machineName(machine)],
      ['accelerator', acceleratorOf(accelerators, kvm.data).words],
      ['cpus', cpus && `${cpus.length}`],
      ['memory', total === undefined ? undefined : formatBytes(total)],
    ],
    {
      'query-version': outcomeOf(version),
      'query-kvm': outcomeOf(kvm),
      'query-status': outcomeOf(status),
      'query-uuid': outcomeOf(uuid),
      'query-balloon': outcomeOf(balloon),
    },
  )
}

function outcomeOf({ data, error }: Read<unknown>): Outcome | undefined {
  if (error?.kind === 'refused') return { error: { class: error.class, desc: error.message } }
  return data === undefined ? undefined : { return: data }
}
