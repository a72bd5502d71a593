import type { Reason } from '#model/reason.ts'
import type { RunState } from '#model/run-state.ts'
import { lookOf } from '#panels/state-look.ts'
import type { VmState } from '#query/use-vm-state.ts'
import { EmptyNote } from '#ui/empty-note.tsx'
import { Notice } from '#ui/notice.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { textTone } from '#ui/tone.ts'
import { AcceleratorNote } from './accelerator-note.tsx'
import { ReasonOfStop } from './reason-of-stop.tsx'
import type { StatusVm } from './status-vm.ts'
import { useReason } from './use-reason.ts'
import { WayOut } from './way-out.tsx'
import { Ago, When } from './when.tsx'

/** What the VM does: one strip, or, where QEMU itself has stopped it, the card with the reason. */
export function RunStateNotice({ vm }: { vm: StatusVm }) {
  const { run, since } = vm.useVmState()
  const reason = useReason(vm, run)
  const { error } = vm.useRead('query-status')
  if (error?.kind === 'refused') return <EmptyNote icon="unknown">QEMU says: {error.message}</EmptyNote>
  if (!since) return <Skeleton lines={1} />
  if (reason && run.tone === 'bad') return <ReasonOfStop vm={vm} run={run} since={since} reason={reason} />
  const { tone, icon } = lookOf(run)
  return (
    <Notice
      tone={tone}
      icon={icon}
      detail={detailOf(run, reason)}
      aside={<AcceleratorNote vm={vm} />}
      action={reason && <WayOut vm={vm} reason={reason} run={run} />}
    >
      <b className={textTone[tone]}>{run.word}</b> <Since since={since} />
    </Notice>
  )
}

/** That a VM runs says its word; all else needs a sentence, and the way on. */
function detailOf(run: RunState, reason: Reason | undefined): string | undefined {
  if (run.tone === 'ok') return undefined
  if (!reason || reason.title === run.sentence) return run.sentence
  return `${reason.title}. ${reason.waysOut.join(' ')}`
}

/** When the state began, if somebody saw it. */
function Since({ since: { at, exact } }: { since: NonNullable<VmState['since']> }) {
  if (!exact) {
    return (
      <>
        since before this page connected, at <When at={at} precision="second" />.
      </>
    )
  }
  return (
    <>
      since <When at={at} />, <Ago at={at} /> ago.
    </>
  )
}
