import { Link } from 'wouter'
import type { Vm as ListedVm } from '#api/types.ts'
import { type Action, type ActionName, actions } from '#model/actions.ts'
import { formatDuration } from '#model/time.ts'
import { whyNot } from '#model/why-not.ts'
import { Refused } from '#panels/refused.tsx'
import { lookOf } from '#panels/state-look.ts'
import { useAct } from '#query/use-act.ts'
import { useUptime } from '#query/use-uptime.ts'
import { useVmState, type VmState } from '#query/use-vm-state.ts'
import { useVm } from '#query/use-vms.ts'
import type { Vm } from '#query/vm.ts'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { Icon } from '#ui/icon.tsx'
import { textTone } from '#ui/tone.ts'
import { Countdown } from './connection-status.tsx'
import { useHref, vmPath } from './paths.ts'
import { SimulatedMark } from './simulated-mark.tsx'
import { stateNote, stateWord } from './state-words.ts'
import { useSituation } from './use-situation.ts'
import { VersionOf } from './version-of.tsx'

/** One VM of the list: name, state in words, what it is, and the one thing one would do to it. */
export function VmRow({ listed }: { listed: ListedVm }) {
  const vm = useVm(listed.id)
  const state = useVmState(vm)
  const isBad = state.run.tone === 'bad'
  return (
    <li
      className={cx(
        'grid items-center gap-x-4 gap-y-1 border-t border-line-soft px-4 py-2',
        'grid-cols-[minmax(0,180px)_minmax(0,1fr)_minmax(0,200px)_auto] phone:grid-cols-[minmax(0,1fr)_auto]',
        isBad && 'bg-bad-soft',
      )}
    >
      <Name listed={listed} />
      <StateOf state={state} />
      <div className="text-label text-ink-3 phone:hidden">
        <VersionOf vm={vm} />
        <Up vm={vm} />
      </div>
      <Act vm={vm} listed={listed} state={state} />
    </li>
  )
}

function Name({ listed }: { listed: ListedVm }) {
  const href = useHref()
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-2">
        <Link href={href(vmPath(listed.id))} className="truncate font-semibold hover:underline">
          {listed.name}
        </Link>
        {listed.source === 'demo' && <SimulatedMark />}
      </div>
      <div className="truncate font-mono text-label text-ink-3">{listed.address}</div>
    </div>
  )
}

function StateOf({ state }: { state: VmState }) {
  const { tone, icon } = state.asked ? ({ tone: 'accent', icon: 'spinner' } as const) : lookOf(state.run)
  const { link } = state
  return (
    <div className="grid min-w-0 grid-cols-[16px_minmax(0,1fr)] items-center gap-x-2 phone:order-3 phone:col-span-2">
      <Icon name={icon} tone={tone} />
      <b className={textTone[tone]}>{stateWord(state)}</b>
      <span className="col-start-2 text-label text-ink-2 [overflow-wrap:anywhere]">
        {link.phase === 'waiting' ? (
          <>
            {link.why.message} Next try <Countdown to={link.nextAt} />.
          </>
        ) : (
          stateNote(state)
        )}
      </span>
    </div>
  )
}

function Up({ vm }: { vm: Vm }) {
  const uptime = useUptime(vm)
  if (uptime?.from !== 'process') return null
  return <span className="block">up {formatDuration(uptime.now - uptime.since)}</span>
}

/** The one thing one would most likely do now: try again, or let it run, or pause it. */
function Act({ vm, listed, state }: { vm: Vm; listed: ListedVm; state: VmState }) {
  const situation = useSituation(vm, listed.role)
  if (state.link.phase === 'waiting') return <Button onClick={() => vm.tryNow()}>Try now</Button>
  const likely: readonly ActionName[] = ['Resume', 'Wake up', 'Pause']
  const action = actions
    .filter(({ name }) => likely.includes(name))
    .find((one) => whyNot(one, situation) === undefined)
  return action ? <ActButton key={action.name} vm={vm} action={action} /> : <span />
}

function ActButton({ vm, action }: { vm: Vm; action: Action }) {
  const act = useAct(vm, action.command)
  return (
    <div className="min-w-0">
      <Button icon={action.icon} busy={act.asked} onClick={() => void act.run()}>
        {action.name}
      </Button>
      {act.error && <Refused error={act.error} onDismiss={act.dismiss} />}
    </div>
  )
}
