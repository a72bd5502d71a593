import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import type { ListedVm } from '#api/types.ts'
import { formatDateTime, formatDuration, formatTime } from '#model/time.ts'
import { panels } from '#panels/index.ts'
import { type GroupId, groups } from '#panels/panel.ts'
import { canNeverConnect } from '#query/blocker.ts'
import { useOpen } from '#query/use-opened.ts'
import { useRead } from '#query/use-read.ts'
import { useSnapshot } from '#query/use-snapshot.ts'
import { type Uptime, useUptime } from '#query/use-uptime.ts'
import { useVmState, type VmState } from '#query/use-vm-state.ts'
import { useVm } from '#query/use-vms.ts'
import type { Vm } from '#query/vm.ts'
import { Badge } from '#ui/badge.tsx'
import { cx } from '#ui/cx.ts'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { PageHeading } from '#ui/page-heading.tsx'
import { lookOf } from '#ui/state-look.ts'
import { setTab, type TabIcon } from '#ui/tab.ts'
import { Tabs } from '#ui/tabs.tsx'
import { Untrusted } from '#ui/untrusted.tsx'
import { useIsNarrow, useIsPhone } from '#ui/use-screen.ts'
import { visibleText } from '#ui/visible-text.ts'
import { Boundary } from './boundary.tsx'
import { ConnectionStatus } from './connection-status.tsx'
import { PanelPage } from './panel-page.tsx'
import { useHref, vmPath } from './paths.ts'
import { ActionsMenu, VmsMenu } from './phone-menu.tsx'
import { SimulatedMark } from './simulated-mark.tsx'
import { stateLook } from './state-look.ts'
import { StateStrip } from './state-strip.tsx'
import { isSilent, stateNote, stateWord } from './state-words.ts'
import { Viewers } from './viewers.tsx'
import { VmActions } from './vm-actions.tsx'
import { twinMark } from './vm-names.ts'
import { OneLineName, useTitle } from './vm-title.tsx'

const MigrationNote = lazyComponent(async () => (await import('./migration-note.tsx')).MigrationNote)

interface Props {
  vms: readonly ListedVm[]
  listed: ListedVm
  group: GroupId
  panel?: string | undefined
}

/** One VM: header with state and actions, tabs, and the panels of the group. */
export function VmPage({ vms, listed, group, panel }: Props) {
  const vm = useVm(listed.id)
  useOpen(listed.id)
  const state = useVmState(vm)
  const refusals = useRef<HTMLDivElement>(null)
  const title = useTitle(vm, listed)
  useTabOf(title, state)
  const isPhone = useIsPhone()
  const isNarrow = useIsNarrow()
  const failure = useSnapshot(vm, (snapshot) => snapshot.failure)
  // A phone's header has no room for it, and the list has it.
  const address = isPhone ? undefined : listed.address
  const connection = (
    <Boundary what="The connection status">
      <ConnectionStatus
        link={state.link}
        failure={failure}
        address={address}
        canNeverConnect={canNeverConnect(listed)}
      />
    </Boundary>
  )
  return (
    <main className="flex min-h-0 min-w-0 grow flex-col">
      <header className="border-b border-line bg-panel">
        {/* The toolbar has a place of its own, wherever the words beside it end. */}
        <div className="flex flex-col gap-x-3 gap-y-2 px-4 py-2.5 narrow:flex-row narrow:items-center phone:px-1 phone:py-1.5 min-[1360px]:flex-row min-[1360px]:items-center">
          <VmsMenu vms={vms} role={listed.role} />
          <div className="flex min-w-0 grow items-center gap-x-3 phone:flex-wrap phone:gap-y-1">
            <div className="flex max-w-[65%] shrink-0 flex-col phone:w-full phone:max-w-full">
              <div className="flex min-w-0 items-center gap-3">
                <PageHeading className="truncate text-title phone:text-head">
                  <Untrusted text={title} />
                </PageHeading>
                {listed.source === 'demo' && <SimulatedMark />}
              </div>
              {!isPhone && (
                <Boundary what="The second name">
                  <OtherNames vm={vm} listed={listed} title={title} mark={twinMark(listed, vms)} />
                </Boundary>
              )}
            </div>
            {isPhone ? (
              <>
                <StateBadge vm={vm} state={state} />
                <div className="flex min-w-0 flex-1 items-center gap-2 text-label">
                  {connection}
                  <Viewers count={listed.viewers} />
                </div>
              </>
            ) : (
              // What has no room beside the badge is in a second line, which is not shown.
              <div className="flex h-6 min-w-0 flex-1 flex-wrap items-center gap-x-3 overflow-hidden">
                <StateBadge vm={vm} state={state} />
                <Up vm={vm} />
              </div>
            )}
          </div>
          <ActionsMenu>
            <div className="shrink-0">
              <Boundary what="The toolbar">
                <VmActions vm={vm} name={listed.name} role={listed.role} refusalsIn={refusals} />
              </Boundary>
            </div>
          </ActionsMenu>
        </div>
        <div className="flex items-center justify-between gap-x-4 pr-4 pl-1.5 phone:px-1">
          <GroupTabs id={listed.id} group={group} />
          {!isPhone && (
            <div
              className={cx(
                'flex min-w-0 items-center justify-end gap-3',
                isNarrow ? 'max-w-[30%]' : 'min-w-[240px] grow basis-0',
              )}
            >
              <Viewers count={listed.viewers} />
              {connection}
            </div>
          )}
        </div>
      </header>
      <div className="relative min-h-0 grow overflow-y-auto p-3 phone:p-2">
        <div ref={refusals} />
        {(group !== 'overview' || panel !== undefined) && (
          <Boundary what="The state">
            <StateStrip vm={vm} />
          </Boundary>
        )}
        <PanelPage
          key={`${group}/${panel}`}
          vm={vm}
          name={listed.name}
          role={listed.role}
          address={listed.address}
          group={group}
          only={panel}
        />
      </div>
    </main>
  )
}

function StateBadge({ vm, state }: { vm: Vm; state: VmState }) {
  const { tone, icon } = stateLook(state)
  const { data } = useRead(vm, 'query-migrate')
  const isMigrating = data?.status && state.link.phase === 'ready' && !state.asked
  return (
    <Badge
      status="VM state"
      tone={tone}
      icon={icon}
      note={isMigrating ? <MigrationNote info={data} otherwise={stateNote(state)} /> : stateNote(state)}
    >
      <Untrusted text={stateWord(state)} />
    </Badge>
  )
}

interface OtherNamesProps {
  vm: Vm
  listed: ListedVm
  title: string
  mark: string | undefined
}

/** What else the VM is called: by QEMU's own -name or, where another VM has the same name, by its address. */
function OtherNames({ vm, listed, title, mark }: OtherNamesProps) {
  const own = useRead(vm, 'query-name').data?.name
  const differs = own !== undefined && own !== '' && own !== title
  const address = mark ?? (title === listed.name ? undefined : listed.name)
  if (!differs && !address) return null
  return (
    <span className="flex min-w-0 text-label text-ink-2">
      {address && <OneLineName text={address} />}
      {address && differs && ', '}
      {differs && (
        <span className="truncate">
          QEMU’s own name: <Untrusted text={own} />
        </span>
      )}
    </span>
  )
}

function Up({ vm }: { vm: Vm }) {
  const uptime = useUptime(vm)
  if (!uptime) return null
  return (
    <span className="shrink-0 leading-6 text-ink-2" title={formatDateTime(uptime.since)}>
      {upWords(uptime)}
    </span>
  )
}

function upWords({ from, since, now }: Uptime): string {
  if (from === 'page') return `watched since ${formatTime(since, 'minute')}`
  const lasted = formatDuration(now - since)
  return from === 'reset' ? `booted ${lasted} ago` : `up ${lasted}`
}

function GroupTabs({ id, group }: { id: string; group: GroupId }) {
  const href = useHref()
  const filled = groups.filter(
    (tab) => tab.id === 'overview' || panels.some((panel) => panel.group === tab.id),
  )
  const tabs = filled.map((tab) => ({
    label: tab.title,
    href: href(vmPath(id, tab.id)),
    current: tab.id === group,
  }))
  return <Tabs label="Groups" tabs={tabs} link={Link} />
}

const tabIcons: Record<ReturnType<typeof lookOf>['tone'], TabIcon> = {
  ok: 'running',
  warn: 'paused',
  bad: 'error',
  accent: 'neutral',
  grey: 'off',
}

/** The browser's tab tells a VM that stopped by error, without anybody looking at the page. */
function useTabOf(name: string, state: VmState): void {
  const word = stateWord(state)
  const icon = state.run.word === 'unknown' || isSilent(state) ? 'unknown' : tabIcons[lookOf(state.run).tone]
  useEffect(
    () => setTab(`${visibleText(name)}: ${visibleText(word)} – QMP Dashboard`, icon),
    [name, word, icon],
  )
}
