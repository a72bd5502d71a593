import { type RunState, runStateOf } from '#model/run-state.ts'
import type { ConnectionState } from '#qmp/connection.ts'
import type { QmpEvent } from '#qmp/event.ts'
import { useRead } from './use-read.ts'
import { useWatched } from './use-watched.ts'
import type { Asked, Vm, Watched } from './vm.ts'

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
  const watched = useWatched(vm, (all) => all)
  const { link, lostAt, asked } = watched
  if (link.phase !== 'ready') {
    const run = runStateOf(watched.shutdown && { running: false, status: 'shutdown' })
    return { run, was: data && runStateOf(data), since: sinceLost(watched), asked, link, lostAt }
  }
  const run = runStateOf(data)
  const since = data && (sinceEvent(run.word, watched.recent) ?? { at: link.since, exact: false })
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
