import { byWords } from '#model/doer.ts'
import { useDoer } from '#query/use-known-acts.ts'
import { useNow } from '#query/use-now.ts'
import { usePanelVmState } from '#query/use-vm-state.ts'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import type { StatusVm } from './status-vm.ts'
import { Ago, When } from './when.tsx'

/** A guest that listens has begun to shut down by then, and most have ended. */
const patience = 20_000

/** The guest was asked to shut down and shows nothing of it; forces nothing (L-02). */
export function PowerButtonIgnored({ vm }: { vm: StatusVm }) {
  const { asked } = usePanelVmState(vm)
  const doer = useDoer(vm, 'POWERDOWN')
  const now = useNow(1000)
  if (asked?.command !== 'system_powerdown' || now - asked.at < patience) return null
  return (
    <Notice
      tone="warn"
      icon="power"
      loud
      detail="A guest may ignore its power button, or need long to stop its programs. Shut down presses it again. Reset and Quit QEMU do not ask the guest; data not yet written to disk is lost."
      action={
        <Button
          onClick={() => vm.forgetAsked()}
          tip="Only this browser stops waiting. The guest may still shut down."
        >
          Stop waiting
        </Button>
      }
    >
      <b>
        The guest is still up, <Ago at={asked.at} /> after it was asked to shut down at{' '}
        <When at={asked.at} precision="second" />
        {doer && doer !== 'another' && ` ${byWords(doer)}`}.
      </b>
    </Notice>
  )
}
