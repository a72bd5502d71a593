import { shellLine } from '#model/command-line.ts'
import { canNeverConnect } from '#query/blocker.ts'
import { useListed } from '#query/use-vms.ts'
import { CodeBlock } from '#ui/code-block.tsx'
import { LongText } from '#ui/long-text.tsx'
import { Notice } from '#ui/notice.tsx'
import { Untrusted } from '#ui/untrusted.tsx'
import { LastLines } from './last-lines.tsx'
import { blockerBehind, isDashboardAway, linkAdvice } from './link-advice.ts'
import { NextTry, TryNow } from './next-try.tsx'
import { StartAgain } from './start-again.tsx'
import type { StatusVm } from './status-vm.ts'
import { When } from './when.tsx'

/** There has been no link yet: what was tried, what came back, and what would make it work. */
export function NeverConnected({ vm }: { vm: StatusVm }) {
  const failure = vm.useSnapshot((snapshot) => snapshot.failure)
  const listed = useListed(vm.id)
  const process = vm.useProcess().data
  const at = vm.address !== undefined && (
    <>
      {' at '}
      <Untrusted text={vm.address} />
    </>
  )
  const busy = vm.useSnapshot(({ link }) => (link.phase === 'connecting' ? link.busy : undefined))
  if (busy) {
    return (
      <Notice
        tone="warn"
        icon="alert"
        loud
        detail="QEMU may be stopped (SIGSTOP), or busy. This page continues as soon as it answers."
      >
        <b>QEMU{at} sent its greeting, but does not answer.</b>
      </Notice>
    )
  }
  if (!failure) return null
  if (process?.ended !== undefined && failure.kind === 'unreachable' && failure.end.cause === 'unreachable') {
    return (
      <Notice
        tone="grey"
        icon="off"
        loud
        detail={
          <>
            <StartAgain vm={vm} />
            {process.commandLine && (
              <CodeBlock title="It was started with" code={shellLine(process.commandLine)} className="mt-2" />
            )}
          </>
        }
        aside={<NextTry vm={vm} />}
        action={<TryNow vm={vm} />}
      >
        <b>
          QEMU, pid {process.pid}, ended at <When at={process.ended} precision="second" />.
        </b>
      </Notice>
    )
  }
  const blocker = blockerBehind(failure, listed)
  const advice = linkAdvice(failure, vm.address, blocker)
  const willNeverConnect = listed !== undefined && canNeverConnect(listed)
  return (
    <Notice
      tone="grey"
      icon="unplug"
      loud
      detail={
        <>
          <LongText text={blocker?.words ?? sentence(failure.message)} /> {advice.words}
          {advice.option && <CodeBlock code={advice.option} className="mt-2" />}
          <LastLines why={failure} />
        </>
      }
      aside={!willNeverConnect && <NextTry vm={vm} />}
      action={!willNeverConnect && <TryNow vm={vm} />}
    >
      <b>{isDashboardAway(failure) ? 'No link to the dashboard.' : <>No link to QEMU{at}.</>}</b>
    </Notice>
  )
}

function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`
}
