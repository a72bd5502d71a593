import { useQueries } from '@tanstack/react-query'
import { useEffect, useReducer } from 'react'
import { type RunState, runStateOf } from '#model/run-state.ts'
import type { Status } from '#qapi/names.ts'
import type { ConnectionState } from '#qmp/connection.ts'
import type { QmpEvent } from '#qmp/event.ts'
import { useRead } from './use-read.ts'
import { useWatched } from './use-watched.ts'
import { type Asked, readQuery, type Vm, type Watched } from './vm.ts'

/** What a VM is doing, as far as this page can know. */
export interface VmState {
  /** QEMU's word; `unknown` without a link, and `shutdown` where QEMU said so before it went. */
  run: RunState
  /** The state when the link was lost. */
  was: RunState | undefined
  /** When the state began: by QEMU's event (`exact`), else when this page first saw it. */
  since: { at: number; exact: boolean } | undefined
  /** What was asked and has not shown its effect yet. */
  asked: Asked | undefined
  link: ConnectionState
  lostAt: number | undefined
}

export function useVmState(vm: Vm): VmState {
  const { data } = useRead(vm, 'query-status')
  return stateOf(
    useWatched(vm, (all) => all),
    data,
  )
}

/** The states of several VMs, in their order; somebody else on screen asks for them. */
export function useVmStates(vms: readonly Vm[]): VmState[] {
  const answers = useQueries({
    queries: vms.map((vm) => ({ ...readQuery(vm, 'query-status', undefined), enabled: false })),
  })
  const [, renderAgain] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const stops = vms.map((vm) => vm.watched.subscribe(renderAgain))
    return () => {
      for (const stop of stops) stop()
    }
  }, [vms])
  return vms.map((vm, index) => stateOf(vm.watched.getState(), answers[index]?.data))
}

/** The guest went off, and QEMU with it; while QEMU is there, `shutdown` means that it stays. */
const ended: RunState = {
  ...runStateOf({ running: false, status: 'shutdown' }),
  aside: 'QEMU has ended',
  sentence: 'The guest is off, and QEMU has ended.',
}

function stateOf(watched: Watched, status: Status | undefined): VmState {
  const { link, lostAt, asked } = watched
  if (link.phase !== 'ready') {
    const run = watched.shutdown ? ended : runStateOf(undefined)
    return { run, was: status && runStateOf(status), since: sinceLost(watched), asked, link, lostAt }
  }
  const run = runStateOf(status)
  const since = status && (sinceEvent(run.word, watched.recent) ?? { at: link.since, exact: false })
  return { run, was: undefined, since, asked, link, lostAt }
}

/** Events that begin a run state; every other state begins with STOP. */
const beginnings: Readonly<Record<string, string>> = {
  running: 'RESUME',
  suspended: 'SUSPEND',
  shutdown: 'SHUTDOWN',
}

function sinceEvent(word: string, recent: readonly QmpEvent[]): VmState['since'] {
  const at = recent.findLast(({ name }) => name === (beginnings[word] ?? 'STOP'))?.at
  return at === undefined ? undefined : { at, exact: true }
}

function sinceLost({ lostAt }: Watched): VmState['since'] {
  return lostAt === undefined ? undefined : { at: lostAt, exact: true }
}
