import { reasonOf } from '#model/reason.ts'
import { runStateOf } from '#model/run-state.ts'
import { Notice } from '#ui/notice.tsx'
import { untrusted } from '#ui/untrusted.tsx'
import { NextTry, TryNow } from './next-try.tsx'
import { StartAgain } from './start-again.tsx'
import type { StatusVm } from './status-vm.ts'
import { When } from './when.tsx'

/** QEMU said that the guest is off, and then it went: nothing is wrong. */
export function Ended({ vm, at }: { vm: StatusVm; at: number }) {
  const recent = vm.useSnapshot((snapshot) => snapshot.recent)
  const reason = reasonOf(runStateOf({ running: false, status: 'shutdown' }), recent, [])
  return (
    <Notice
      tone="grey"
      icon="off"
      loud
      detail={
        <>
          The page shows the last known state. <StartAgain vm={vm} />
        </>
      }
      aside={<NextTry vm={vm} />}
      action={<TryNow vm={vm} />}
    >
      <b>
        {untrusted(reason?.title)}. QEMU ended at <When at={at} precision="second" />.
      </b>
    </Notice>
  )
}
