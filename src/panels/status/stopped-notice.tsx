import { exitPreconfig } from '#model/exit-preconfig.ts'
import type { Reason } from '#model/reason.ts'
import type { RunState } from '#model/run-state.ts'
import type { Since } from '#query/state-history.ts'
import { ActButton } from '#ui/act-button.tsx'
import { LongText } from '#ui/long-text.tsx'
import { Notice } from '#ui/notice.tsx'
import { lookOf } from '#ui/state-look.ts'
import { textTone } from '#ui/tone.ts'
import { Untrusted } from '#ui/untrusted.tsx'
import { AcceleratorNote } from './accelerator-note.tsx'
import { ByWhom, OnArrival } from './by-whom.tsx'
import { ReasonOfStop } from './reason-of-stop.tsx'
import type { StatusVm } from './status-vm.ts'
import { useReason } from './use-reason.ts'
import { WayOut } from './way-out.tsx'
import { SinceWhen } from './when.tsx'

interface Props {
  vm: StatusVm
  run: RunState
  since: Since
}

/** Why the VM does not run: one strip, or, where QEMU itself has stopped it, the card with the reason. */
export function StoppedNotice({ vm, run, since }: Props) {
  const reason = useReason(vm, run, since)
  if (reason && run.tone === 'bad') return <ReasonOfStop vm={vm} run={run} since={since} reason={reason} />
  const { tone, icon } = lookOf(run)
  const wayOut = reason?.actions[0]
  return (
    <Notice
      tone={tone}
      icon={icon}
      detail={
        <>
          <LongText text={detailOf(run, reason)} />
          {run.word === 'inmigrate' && <OnArrival vm={vm} />}
        </>
      }
      aside={<AcceleratorNote vm={vm} />}
      action={
        run.word === 'preconfig' ? (
          <ExitPreconfig vm={vm} />
        ) : (
          wayOut && <WayOut vm={vm} name={wayOut} run={run} />
        )
      }
    >
      <b className={textTone[tone]}>
        <Untrusted text={run.word} />
      </b>
      {since.by === 'connecting' ? ', ' : ' '}
      <SinceWhen since={since}>
        <ByWhom vm={vm} since={since} word={run.word} />
      </SinceWhen>
    </Notice>
  )
}

function ExitPreconfig({ vm }: { vm: StatusVm }) {
  return <ActButton act={vm.useAct(exitPreconfig)} />
}

/** All but running needs a sentence, and the way on. */
function detailOf(run: RunState, reason: Reason | undefined): string {
  if (!reason || reason.title === run.sentence) return run.sentence
  return `${reason.title}. ${reason.waysOut.join(' ')}`
}
