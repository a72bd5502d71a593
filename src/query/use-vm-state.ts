import { useQueries } from '@tanstack/react-query'
import { useEffect, useReducer } from 'react'
import { type RunState, runStateOf } from '#model/run-state.ts'
import type { Status } from '#qapi/names.ts'
import type { ConnectionState } from '#qmp/connection.ts'
import type { QmpError } from '#qmp/errors.ts'
import type { PanelVm } from './panel-vm.ts'
import { readQuery } from './read-query.ts'
import { type Since, sinceOf } from './state-history.ts'
import { useRead } from './use-read.ts'
import { useSnapshot } from './use-snapshot.ts'
import type { Vm } from './vm.ts'
import { type Asked, askedOf, type VmSnapshot } from './vm-snapshot.ts'

/** What a VM is doing, as far as this page can know. */
export interface VmState {
  /** QEMU's word; `unknown` without a link, and `shutdown` where QEMU said so before it went. */
  run: RunState
  /** The state when the link was lost. */
  was: RunState | undefined
  /** When the state began, as far as this page can know; without a link, when that was lost. */
  since: Since | undefined
  /** What was asked and has not shown its effect yet. */
  asked: Asked | undefined
  link: ConnectionState
  lostAt: number | undefined
  /** What came of the last try to connect, for as long as there is no link; stays while the next try is under way. */
  failure: QmpError | undefined
}

export function useVmState(vm: Vm): VmState {
  const { data } = useRead(vm, 'query-status')
  const machine = useRead(vm, 'query-current-machine', { when: data?.status === 'prelaunch' })
  return stateOf(
    useSnapshot(vm, (all) => all),
    data,
    machine.error,
  )
}

/** The same for a panel, which declares the query. */
export function usePanelVmState(vm: PanelVm<'query-status' | 'query-current-machine', never>): VmState {
  const { data } = vm.useRead('query-status')
  const machine = vm.useRead('query-current-machine', { when: data?.status === 'prelaunch' })
  return stateOf(
    vm.useSnapshot((all) => all),
    data,
    machine.error,
  )
}

/** The states of several VMs, in their order; other components ask for them. */
export function useVmStates(vms: readonly Vm[]): VmState[] {
  const answers = useQueries({
    queries: vms.map((vm) => ({ ...readQuery(vm, 'query-status', undefined), enabled: false })),
  })
  const [, renderAgain] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const stops = vms.map((vm) => vm.snapshot.subscribe(renderAgain))
    return () => {
      for (const stop of stops) stop()
    }
  }, [vms])
  return vms.map((vm, index) => stateOf(vm.snapshot.getState(), answers[index]?.data))
}

/** The guest went off, and QEMU with it; while QEMU is there, `shutdown` means that it stays. */
const ended: RunState = {
  ...runStateOf({ running: false, status: 'shutdown' }),
  aside: 'QEMU has ended',
  sentence: 'The guest is off, and QEMU has ended.',
}

/** @param refused why QEMU did not say what machine it is, which with --preconfig it has not made yet */
function stateOf(snapshot: VmSnapshot, status: Status | undefined, refused?: QmpError): VmState {
  const { link, lostAt } = snapshot
  const asked = askedOf(snapshot)
  const failure = snapshot.failure === snapshot.lostBy ? undefined : snapshot.failure
  if (link.phase !== 'ready') {
    const run = snapshot.shutdown ? ended : runStateOf(undefined)
    return {
      run,
      was: status && runStateOf(status),
      since: sinceLost(snapshot),
      asked,
      link,
      lostAt,
      failure,
    }
  }
  const run = runStateOf(status, refused?.message)
  const since = status && sinceOf(snapshot.stateHistory, runStateOf(status).word, link.since)
  // A guest that does not run cannot listen to its power button.
  const isAwaited = asked !== snapshot.asked && run.tone !== 'ok' ? undefined : asked
  return { run, was: undefined, since, asked: isAwaited, link, lostAt, failure: undefined }
}

function sinceLost({ lostAt }: VmSnapshot): Since | undefined {
  return lostAt === undefined ? undefined : { at: lostAt, by: 'event' }
}
