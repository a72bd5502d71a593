import { sinceStart } from '#query/state-history.ts'
import { usePanelVmState } from '#query/use-vm-state.ts'
import { EmptyNote } from '#ui/empty-note.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { LongText } from '#ui/long-text.tsx'
import { Notice } from '#ui/notice.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { AcceleratorNote } from './accelerator-note.tsx'
import type { StatusVm } from './status-vm.ts'
import { SinceWhen } from './when.tsx'

// Reasons, remedies and their confirmations are loaded with the first stopped VM.
export const StoppedNotice = lazyComponent(async () => (await import('./not-running.ts')).StoppedNotice)

const MigrationWords = lazyComponent(async () => (await import('./migration-words.tsx')).MigrationWords)
const ByWhom = lazyComponent(async () => (await import('./by-whom.tsx')).ByWhom)

/** The run state: one strip while the VM runs, else why it is stopped. */
export function RunStateNotice({ vm }: { vm: StatusVm }) {
  const { run, since: seen, link } = usePanelVmState(vm)
  const { data: process } = vm.useProcess()
  const { error } = vm.useRead('query-status')
  const migration = vm.useRead('query-migrate').data
  if (error?.kind === 'refused')
    return (
      <EmptyNote icon="unknown">
        QEMU says: <LongText text={error.message} />
      </EmptyNote>
    )
  if (!seen) return <Skeleton lines={1} />
  const since = sinceStart(seen, process?.startTime)
  if (run.tone !== 'ok') return <StoppedNotice vm={vm} run={run} since={since} />
  // While QEMU is silent, nobody knows whether its VM runs.
  if (link.phase === 'ready' && link.busy) return null
  return (
    <Notice tone="ok" icon="play" aside={<AcceleratorNote vm={vm} />}>
      <b className="text-ok">{run.word}</b>
      {since.by === 'connecting' ? ', ' : ' '}
      <SinceWhen since={since}>
        <ByWhom vm={vm} since={since} word={run.word} />
      </SinceWhen>
      {migration?.status && <MigrationWords info={migration} />}
    </Notice>
  )
}
