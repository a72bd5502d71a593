import { type Accelerator, acceleratorOf } from '#model/accelerator.ts'
import type { QmpError } from '#qmp/errors.ts'
import { firstAvailable, type WayTo } from '#schema/replacements.ts'
import type { PanelVm } from './panel-vm.ts'

/** The queries by which a QEMU tells, the one of newer QEMUs first. */
export type AcceleratorQuery = WayTo<'query-accelerators'> | 'qom-list-types'

interface AcceleratorRead {
  /** Undefined until QEMU has answered. */
  accelerator: Accelerator | undefined
  error: QmpError | undefined
}

/** What runs the guest's code, asked in the way that this QEMU knows. */
export function useAccelerator(vm: PanelVm<AcceleratorQuery, never>): AcceleratorRead {
  const way = firstAvailable((command) => vm.has(command), 'query-accelerators')
  const accelerators = vm.useRead('query-accelerators')
  const kvm = vm.useRead('query-kvm', { when: way === 'query-kvm' })
  const types = vm.useRead('qom-list-types', {
    args: { implements: 'accel' },
    when: kvm.data?.enabled === false,
  })
  const { data, error } = way === 'query-kvm' ? kvm : accelerators
  // Without this answer less is known, so it is waited for, as long as it may come.
  if (kvm.data?.enabled === false && !types.data && !types.error) return { accelerator: undefined, error }
  return { accelerator: data && acceleratorOf(accelerators.data, kvm.data, types.data), error }
}
