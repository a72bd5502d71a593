import { acceleratorOf } from '#model/accelerator.ts'
import { machineName } from '#model/machine-name.ts'
import { memorySize } from '#model/memory.ts'
import { formatBytes } from '#model/units.ts'
import { extendedVmInfoText, type Outcome } from '#model/vm-info.ts'
import type { Read } from '#query/use-read.ts'
import { firstAvailable } from '#schema/replacements.ts'
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
  const builtIn = vm.useRead('qom-list-types', { args: { implements: 'accel' } }).data
  const cpus = useCpuCount(vm)
  const { total } = memorySize(vm.useRead('query-memory-size-summary').data, undefined)
  return extendedVmInfoText(
    [
      ['name', name],
      ['target', target],
      ['machine', machineName(machine)],
      ['accelerator', acceleratorOf(accelerators, kvm.data, builtIn).words],
      ['cpus', cpus === undefined ? undefined : `${cpus}`],
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

function useCpuCount(vm: VersionVm): number | undefined {
  const way = firstAvailable((command) => vm.has(command), 'query-cpus-fast')
  const fast = vm.useRead('query-cpus-fast').data
  const old = vm.useRead('query-cpus', { when: way === 'query-cpus' }).data
  return (fast ?? old)?.length
}

function outcomeOf({ data, error }: Read<unknown>): Outcome | undefined {
  if (error?.kind === 'refused') return { error: { class: error.class, desc: error.message } }
  return data === undefined ? undefined : { return: data }
}
