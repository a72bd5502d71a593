import { CodeBlock } from '#ui/code-block.tsx'
import { Notice } from '#ui/notice.tsx'
import { LastLines } from './last-lines.tsx'
import { linkAdvice } from './link-advice.ts'
import { NextTry, TryNow } from './next-try.tsx'
import type { StatusVm } from './status-vm.ts'

/** There has been no link yet: what was tried, what came back, and what would make it work. */
export function NeverConnected({ vm }: { vm: StatusVm }) {
  const failure = vm.useWatched((watched) => watched.failure)
  const at = vm.address === undefined ? '' : ` at ${vm.address}`
  if (!failure) {
    return (
      <Notice tone="accent" icon="spinner">
        Connecting to QEMU{at}.
      </Notice>
    )
  }
  const advice = linkAdvice(failure, vm.address)
  return (
    <Notice
      tone="grey"
      icon="unplug"
      loud
      detail={
        <>
          {failure.message} {advice.words}
          {advice.option && <CodeBlock code={advice.option} className="mt-2" />}
          <LastLines why={failure} />
        </>
      }
      aside={<NextTry vm={vm} />}
      action={<TryNow vm={vm} />}
    >
      <b>No link to QEMU{at}.</b>
    </Notice>
  )
}
