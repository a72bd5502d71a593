import { byWords } from '#model/doer.ts'
import type { Since } from '#query/state-history.ts'
import { type Reset, useDoer, useLastAct, useReset } from '#query/use-known-acts.ts'
import type { StatusVm } from './status-vm.ts'
import { Ago } from './when.tsx'

interface Props {
  vm: StatusVm
  since: Since
  /** The run state. */
  word: string
}

/** Who brought the VM into its state, and when it was reset since, to go on after the time. */
export function ByWhom({ vm, since, word }: Props) {
  const isPaused = word === 'paused'
  const doer = useDoer(vm, isPaused ? 'STOP' : 'RESUME')
  const reset = useReset(vm)
  // That nobody here has let it run is the rule where it starts by itself.
  const isTold = since.by === 'event' && (isPaused || (word === 'running' && doer !== 'another'))
  return (
    <>
      {isTold && doer && `, ${byWords(doer)}`}
      {word === 'running' && reset && (since.by !== 'event' || reset.at > since.at) && (
        <>
          . Booted <Ago at={reset.at} /> ago, {resetWords(reset)}
        </>
      )}
    </>
  )
}

function resetWords({ by }: Reset): string {
  if (by === 'guest') return 'rebooted by the guest'
  if (by === 'another') return 'reset by another monitor'
  return by ? `reset ${byWords(by)}` : 'reset'
}

/** Of a VM that is still arriving: what it does then, where somebody has asked for it. */
export function OnArrival({ vm }: { vm: StatusVm }) {
  const act = useLastAct(vm, ['cont', 'stop'])
  if (!act) return null
  return (
    <>
      {' '}
      {act.command === 'cont' ? 'It will run when it has arrived' : 'It will stay paused when it has arrived'}
      : asked {byWords(act.by)}.
    </>
  )
}
