import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import type { Vm as ListedVm } from '#api/types.ts'
import { formatDateTime, formatDuration, formatTime } from '#model/time.ts'
import { panels } from '#panels/index.ts'
import { type GroupId, groups } from '#panels/panel.ts'
import { canNeverConnect } from '#query/obstacle.ts'
import { useOpen } from '#query/use-opened.ts'
import { useRead } from '#query/use-read.ts'
import { useSnapshot } from '#query/use-snapshot.ts'
import { useUptime } from '#query/use-uptime.ts'
import { useVmState, type VmState } from '#query/use-vm-state.ts'
import { useVm } from '#query/use-vms.ts'
import type { Vm } from '#query/vm.ts'
import { Badge } from '#ui/badge.tsx'
import { cx } from '#ui/cx.ts'
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
import { stateNote, stateWord } from './state-words.ts'
import { Viewers } from './viewers.tsx'
import { VmActions } from './vm-actions.tsx'
import { twinMark } from './vm-names.ts'

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
  useTabOf(listed.name, state)
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
            <div className="flex min-w-0 flex-col">
              <div className="flex min-w-0 items-center gap-3">
                <PageHeading className="truncate text-title phone:text-head">
                  <Untrusted text={listed.name} />
                </PageHeading>
                {listed.source === 'demo' && <SimulatedMark />}
              </div>
              <Boundary what="The second name">
                <OwnName vm={vm} listed={listed} mark={twinMark(listed, vms)} />
              </Boundary>
            </div>
            <StateBadge state={state} />
            {isPhone ? (
              <div className="flex w-full min-w-0 items-center gap-2 text-label">
                {connection}
                {listed.viewers > 1 ? <Viewers count={listed.viewers} /> : <Up vm={vm} />}
              </div>
            ) : (
              <Up vm={vm} />
            )}
          </div>
          <ActionsMenu>
            <Boundary what="The toolbar">
              <VmActions vm={vm} name={listed.name} role={listed.role} refusalsIn={refusals} />
            </Boundary>
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

function StateBadge({ state }: { state: VmState }) {
  const { tone, icon } = stateLook(state)
  return (
    <Badge status="VM state" tone={tone} icon={icon} note={stateNote(state)}>
      <Untrusted text={stateWord(state)} />
    </Badge>
  )
}

/** What else the VM is called: by QEMU's own -name, and where another VM has the same name, by its address. */
function OwnName({ vm, listed, mark }: { vm: Vm; listed: ListedVm; mark: string | undefined }) {
  const own = useRead(vm, 'query-name').data?.name
  const differs = own !== undefined && own !== '' && own !== listed.name
  if (!differs && !mark) return null
  return (
    <span className="truncate text-label text-ink-2">
      {mark && <Untrusted text={mark} />}
      {mark && differs && ', '}
      {differs && (
        <>
          QEMU’s own name: <Untrusted text={own} />
        </>
      )}
    </span>
  )
}

function Up({ vm }: { vm: Vm }) {
  const uptime = useUptime(vm)
  const isPhone = useIsPhone()
  // A phone has room for what QEMU's process tells only.
  if (!uptime || (isPhone && uptime.from === 'page')) return null
  return (
    <span className="shrink-0 text-ink-2" title={formatDateTime(uptime.since)}>
      {uptime.from === 'process'
        ? `up ${formatDuration(uptime.now - uptime.since)}`
        : `watched since ${formatTime(uptime.since, 'minute')}`}
    </span>
  )
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
  const icon = state.run.word === 'unknown' ? 'unknown' : tabIcons[lookOf(state.run).tone]
  useEffect(
    () => setTab(`${visibleText(name)}: ${visibleText(word)} – QMP Dashboard`, icon),
    [name, word, icon],
  )
}
