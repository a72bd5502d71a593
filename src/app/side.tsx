import { Link, useRoute } from 'wouter'
import type { Vm as ListedVm, Role } from '#api/types.ts'
import { lookOf } from '#panels/state-look.ts'
import { useVmState, type VmState } from '#query/use-vm-state.ts'
import { useVm } from '#query/use-vms.ts'
import { Count } from '#ui/count.tsx'
import { cx } from '#ui/cx.ts'
import { Icon } from '#ui/icon.tsx'
import { Logo } from '#ui/logo.tsx'
import { ThemeButton } from '#ui/theme-button.tsx'
import { textTone } from '#ui/tone.ts'
import { useHref, vmPath } from './paths.ts'
import { stateNote, stateWord } from './state-words.ts'

interface Props {
  vms: readonly ListedVm[]
  role: Role | undefined
}

/** All VMs with their states, at the left of every page. */
export function Side({ vms, role }: Props) {
  return (
    <aside className="flex h-full min-h-0 flex-col gap-px border-r border-line bg-sunken px-2 pt-3 pb-2">
      <div className="flex items-center gap-2 px-2 pb-2.5 text-head font-semibold">
        <Logo />
        QMP Dashboard
      </div>
      <VmNavigation vms={vms} />
      <div className="mt-2 flex items-center border-t border-line pt-2 pl-2 text-label text-ink-2">
        <span className="grow">{role}</span>
        <ThemeButton />
      </div>
    </aside>
  )
}

/** The list itself: in the side bar, and in a sheet on a phone. */
export function VmNavigation({ vms, onChosen }: { vms: readonly ListedVm[]; onChosen?: () => void }) {
  const href = useHref()
  const [isList] = useRoute('/')
  return (
    <nav aria-label="All VMs" className="flex min-h-0 grow flex-col gap-px overflow-y-auto">
      <Link
        href={href('/')}
        onClick={onChosen}
        aria-current={isList ? 'page' : undefined}
        className="flex items-center rounded-control border border-transparent px-2 py-1.5 text-ink-2 aria-[current]:border-line aria-[current]:bg-panel phone:min-h-11"
      >
        <span className="grow">All VMs</span>
        <Count value={vms.length} />
      </Link>
      {vms.map((vm) => (
        <VmLink key={vm.id} listed={vm} onChosen={onChosen} />
      ))}
      {vms.length === 0 && (
        <p className="px-2 py-1 text-label text-ink-3">What you give as an address shows up here.</p>
      )}
    </nav>
  )
}

function VmLink({ listed, onChosen }: { listed: ListedVm; onChosen: (() => void) | undefined }) {
  const href = useHref()
  const state = useVmState(useVm(listed.id))
  const [isHere] = useRoute(`/vm/${listed.id}/*?`)
  const { tone, icon } = lookOfState(state)
  return (
    <Link
      href={href(vmPath(listed.id))}
      onClick={onChosen}
      aria-current={isHere ? 'page' : undefined}
      className="grid grid-cols-[16px_minmax(0,1fr)] items-center gap-x-2 rounded-control border border-transparent px-2 py-1 hover:bg-hover aria-[current]:border-line aria-[current]:bg-panel phone:min-h-14"
    >
      <Icon name={icon} tone={tone} />
      <span className="truncate font-medium">{listed.name}</span>
      <span
        className={cx(
          'col-start-2 truncate text-label',
          tone === 'grey' ? 'text-ink-3' : tone === 'ok' ? 'text-ink-3' : textTone[tone],
        )}
      >
        {[stateWord(state), stateNote(state), listed.source === 'demo' && 'simulated']
          .filter(Boolean)
          .join(', ')}
      </span>
    </Link>
  )
}

function lookOfState(state: VmState) {
  if (state.asked) return { tone: 'accent', icon: 'spinner' } as const
  if (
    state.link.phase === 'waiting' &&
    state.link.why.kind === 'unreachable' &&
    state.link.why.end.cause === 'silent'
  ) {
    return { tone: 'grey', icon: 'lock' } as const
  }
  return lookOf(state.run)
}
