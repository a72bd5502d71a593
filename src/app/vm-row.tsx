import type { ReactNode } from 'react'
import type { ListedVm } from '#api/types.ts'
import type { PowerActionName } from '#model/power-commands.ts'
import { formatDuration } from '#model/time.ts'
import { useSnapshot } from '#query/use-snapshot.ts'
import { useUptime } from '#query/use-uptime.ts'
import { useVmState, type VmState } from '#query/use-vm-state.ts'
import { useVm } from '#query/use-vms.ts'
import type { Vm } from '#query/vm.ts'
import { ActButton } from '#ui/act-button.tsx'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { Icon } from '#ui/icon.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { LongText } from '#ui/long-text.tsx'
import { titleFollows } from '#ui/page-heading.tsx'
import { textTone } from '#ui/tone.ts'
import { Untrusted } from '#ui/untrusted.tsx'
import { Countdown } from './connection-status.tsx'
import { RowName } from './row-name.tsx'
import { stateLook } from './state-look.ts'
import { stateNote, stateWord } from './state-words.ts'
import { usePowerActs } from './use-power-acts.ts'
import { VersionOf } from './version-of.tsx'
import { useTitle } from './vm-title.tsx'

const RowFaults = lazyComponent(async () => (await import('./row-faults.tsx')).RowFaults)

interface Props {
  listed: ListedVm
  /** What tells it from another of the same name. */
  mark: string | undefined
}

/** One VM of the list: name, state in words, what it is, and the one thing one would do to it. */
export function VmRow({ listed, mark }: Props) {
  const vm = useVm(listed.id)
  const state = useVmState(vm)
  const isTroubled = useSnapshot(vm, ({ troubles }) => troubles.length > 0)
  return (
    <li
      className={cx(
        'col-span-full grid grid-cols-subgrid items-center gap-x-4 gap-y-1 border-t border-line-soft px-4 py-2',
        state.run.tone === 'bad' && 'bg-bad-soft',
      )}
    >
      <RowName listed={listed} mark={mark} title={useTitle(vm, listed)} />
      <StateOf state={state}>{isTroubled && <RowFaults vm={vm} />}</StateOf>
      <div className="text-label text-ink-3 phone:hidden">
        <VersionOf vm={vm} />
        <Up vm={vm} />
      </div>
      <LikelyAct vm={vm} listed={listed} state={state} />
    </li>
  )
}

function StateOf({ state, children }: { state: VmState; children: ReactNode }) {
  const { tone, icon } = stateLook(state)
  return (
    <div className="grid min-w-0 grid-cols-[16px_minmax(0,1fr)] items-center gap-x-2 phone:order-3 phone:col-span-full">
      <Icon name={icon} tone={tone} />
      <b className={textTone[tone]}>
        <Untrusted text={stateWord(state)} />
      </b>
      <span className="col-start-2 text-label text-ink-2 [overflow-wrap:anywhere]">
        <Note state={state} />
      </span>
      {children}
    </div>
  )
}

/** Beside the word: why there is no link and when the next try comes, else what the state's own words add. */
function Note({ state }: { state: VmState }) {
  const { link, failure } = state
  const why = link.phase === 'waiting' || link.phase === 'ended' ? link.why : failure
  if (!why?.message) return stateNote(state)
  return (
    <>
      <LongText text={why.message} />{' '}
      {link.phase === 'waiting' ? (
        <>
          Next try <Countdown to={link.nextAt} />.
        </>
      ) : (
        link.phase === 'connecting' && 'Trying now.'
      )}
    </>
  )
}

function Up({ vm }: { vm: Vm }) {
  const uptime = useUptime(vm)
  if (!uptime || uptime.from === 'page') return null
  const lasted = formatDuration(uptime.now - uptime.since)
  return <span className="block">{uptime.from === 'reset' ? `booted ${lasted} ago` : `up ${lasted}`}</span>
}

/** The one thing one would most likely do now: try again, or let it run, or pause it. */
function LikelyAct({ vm, listed, state }: { vm: Vm; listed: ListedVm; state: VmState }) {
  const acts = usePowerActs(vm, listed.name, listed.role)
  const isTrying = state.link.phase === 'connecting' && state.failure !== undefined
  if (state.link.phase === 'waiting' || isTrying) {
    return (
      <Button ref={titleFollows} busy={isTrying} onClick={() => vm.tryNow()} className="justify-self-end">
        Try now
      </Button>
    )
  }
  // What the VM is ready for, whether or not this person may do it.
  const likely = acts.find(
    ({ action }) => likelyFor(state).includes(action.name) && action.whyNot === undefined,
  )
  if (!likely || state.link.phase !== 'ready') return <span />
  return (
    <ActButton
      key={likely.action.name}
      act={likely}
      className="justify-self-end"
      refusal={{ className: 'col-span-full' }}
    />
  )
}

const mayBeLikely: readonly string[] = ['Resume', 'Wake up', 'Pause'] satisfies PowerActionName[]
const whenOff: readonly string[] = ['Reset'] satisfies PowerActionName[]

/** A guest that went off while its QEMU stayed runs again after a reset. */
function likelyFor({ run }: VmState): readonly string[] {
  return run.word === 'shutdown' ? whenOff : mayBeLikely
}
