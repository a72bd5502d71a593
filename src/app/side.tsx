import { Link, useRoute } from 'wouter'
import type { ListedVm, Role } from '#api/types.ts'
import { useIsOpened } from '#query/use-opened.ts'
import { useVmState } from '#query/use-vm-state.ts'
import { useVm } from '#query/use-vms.ts'
import { Count } from '#ui/count.tsx'
import { cx } from '#ui/cx.ts'
import { Icon, type IconName } from '#ui/icon.tsx'
import { Logo } from '#ui/logo.tsx'
import { ThemeButton } from '#ui/theme-button.tsx'
import { type Tone, textTone } from '#ui/tone.ts'
import { Untrusted } from '#ui/untrusted.tsx'
import { unopenedLook } from './found-words.ts'
import { useHref, vmPath } from './paths.ts'
import { SimulatedMark } from './simulated-mark.tsx'
import { stateLook } from './state-look.ts'
import { stateNote, stateWord } from './state-words.ts'
import { twinMark } from './vm-names.ts'
import { OneLineName, useTitle } from './vm-title.tsx'

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
        <VmLink key={vm.id} listed={vm} mark={twinMark(vm, vms)} onChosen={onChosen} />
      ))}
      {vms.length === 0 && <p className="px-2 py-1 text-label text-ink-3">VMs appear here.</p>}
    </nav>
  )
}

interface VmLinkProps {
  listed: ListedVm
  /** What tells it from another of the same name. */
  mark: string | undefined
  onChosen: (() => void) | undefined
}

function VmLink(props: VmLinkProps) {
  const isOpened = useIsOpened()
  if (isOpened(props.listed)) return <OpenedVmLink {...props} />
  const { word, ...look } = unopenedLook(props.listed)
  return <StateLink {...props} {...look} title={props.listed.name} words={word} />
}

function OpenedVmLink(props: VmLinkProps) {
  const vm = useVm(props.listed.id)
  const state = useVmState(vm)
  const title = useTitle(vm, props.listed)
  const words = [stateWord(state), stateNote(state)].filter(Boolean).join(', ')
  return <StateLink {...props} {...stateLook(state)} title={title} words={words} />
}

interface StateLinkProps extends VmLinkProps {
  title: string
  tone: Tone
  icon: IconName
  words: string
}

function StateLink({ listed, title, mark, onChosen, tone, icon, words }: StateLinkProps) {
  const href = useHref()
  const [isHere] = useRoute(`/vm/${listed.id}/*?`)
  return (
    <Link
      href={href(vmPath(listed.id))}
      onClick={onChosen}
      aria-current={isHere ? 'page' : undefined}
      className="grid grid-cols-[16px_minmax(0,1fr)] items-center gap-x-2 rounded-control border border-transparent px-2 py-1 hover:bg-hover aria-[current]:border-line aria-[current]:bg-panel phone:min-h-14"
    >
      <Icon name={icon} tone={tone} />
      <span className="flex min-w-0 items-center gap-1.5">
        <span className="flex min-w-0 font-medium">
          <OneLineName text={title} />
        </span>{' '}
        {listed.source === 'demo' && <SimulatedMark />}
      </span>
      {mark && (
        <span className="col-start-2 truncate font-mono text-axis text-ink-3">
          <Untrusted text={mark} />
        </span>
      )}
      <span
        className={cx(
          'col-start-2 line-clamp-2 text-label [overflow-wrap:anywhere]',
          tone === 'grey' ? 'text-ink-3' : tone === 'ok' ? 'text-ink-3' : textTone[tone],
        )}
      >
        <Untrusted text={words} />
      </span>
    </Link>
  )
}
