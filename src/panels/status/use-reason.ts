import { useMemo } from 'react'
import { blockDeviceRows } from '#model/block-devices.ts'
import { childrenOf, deviceContainers } from '#model/qom.ts'
import { type Reason, reasonOf } from '#model/reason.ts'
import type { RunState } from '#model/run-state.ts'
import type { Since, TimedEvent } from '#query/state-history.ts'
import type { StatusVm } from './status-vm.ts'

/** Why the VM is stopped; asks for block devices and their models only where one of them may be the reason. */
export function useReason(vm: StatusVm, run: RunState, since: Since): Reason | undefined {
  const isTroubled = run.tone === 'bad'
  const seen = useSeen(vm, since)
  const { data: blocks } = vm.useRead('query-block', { when: isTroubled })
  const paths = isTroubled ? deviceContainers : []
  const lists = vm.useReads(
    'qom-list',
    paths.map((path) => ({ path })),
  )
  const devices = paths.flatMap((path, index) => childrenOf(path, lists[index]?.data))
  return reasonOf(run, seen, blockDeviceRows(blocks, undefined, devices))
}

/** The events that may explain the state: those of this session, and of the one before where the state is the same. */
export function useSeen(vm: StatusVm, since: Since): readonly TimedEvent[] {
  const recent = vm.useSnapshot((snapshot) => snapshot.recent)
  const before = vm.useSnapshot(({ stateHistory }) => stateHistory.before)
  return useMemo(
    () => (since.away && before ? [...before.recent, ...recent] : recent),
    [since.away, before, recent],
  )
}
