import { blockDeviceRows } from '#model/block-devices.ts'
import { childrenOf, deviceContainers } from '#model/qom.ts'
import { type Reason, reasonOf } from '#model/reason.ts'
import type { RunState } from '#model/run-state.ts'
import type { StatusVm } from './status-vm.ts'

/** Why the VM stands; asks for block devices and their models only where one of them may be the reason. */
export function useReason(vm: StatusVm, run: RunState): Reason | undefined {
  const isTroubled = run.tone === 'bad'
  const recent = vm.useWatched((watched) => watched.recent)
  const { data: blocks } = vm.useRead('query-block', { when: isTroubled })
  const paths = isTroubled ? deviceContainers : []
  const lists = vm.useReads(
    'qom-list',
    paths.map((path) => ({ path })),
  )
  const devices = paths.flatMap((path, index) => childrenOf(path, lists[index]?.data))
  return reasonOf(run, recent, blockDeviceRows(blocks, undefined, devices))
}
