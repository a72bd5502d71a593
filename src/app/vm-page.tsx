import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import type { Vm as ListedVm } from '#api/types.ts'
import { formatDuration } from '#model/time.ts'
import { panels } from '#panels/index.ts'
import { type GroupId, groups } from '#panels/panel.ts'
import { Refused } from '#panels/refused.tsx'
import { lookOf } from '#panels/state-look.ts'
import type { QmpError } from '#qmp/errors.ts'
import { useUptime } from '#query/use-uptime.ts'
import { useVmState, type VmState } from '#query/use-vm-state.ts'
import { useVm } from '#query/use-vms.ts'
import { useWatched } from '#query/use-watched.ts'
import type { Vm } from '#query/vm.ts'
import { Badge } from '#ui/badge.tsx'
import { setTab, type TabIcon } from '#ui/tab.ts'
import { Tabs } from '#ui/tabs.tsx'
import { useIsPhone } from '#ui/use-is-phone.ts'
import { ConnectionStatus } from './connection-status.tsx'
import { PanelPage } from './panel-page.tsx'
import { useHref, vmPath } from './paths.ts'
import { ActionsMenu, VmsMenu } from './phone-menu.tsx'
import { SimulatedMark } from './simulated-mark.tsx'
import { stateNote, stateWord } from './state-words.ts'
import { VmActions } from './vm-actions.tsx'

interface Props {
  vms: readonly ListedVm[]
  listed: ListedVm
  group: GroupId
  panel?: string | undefined
}

/** One VM: header with state and actions, tabs, and the panels of the group. */
export function VmPage({ vms, listed, group, panel }: Props) {
  const vm = useVm(listed.id)
  const state = useVmState(vm)
  const [refused, setRefused] = useState<QmpError>()
  useTabOf(listed.name, state)
  const isPhone = useIsPhone()
  const failure = useWatched(vm, (watched) => watched.failure)
  const connection = <ConnectionStatus link={state.link} failure={failure} address={listed.address} />
  return (
    <main className="flex min-h-0 min-w-0 grow flex-col">
      <header className="border-b border-line bg-panel">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 phone:flex-nowrap phone:px-1 phone:py-1.5">
          <VmsMenu vms={vms} role={listed.role} />
          <div className="flex min-w-0 grow flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="truncate text-title font-semibold phone:text-head">{listed.name}</h1>
            {listed.source === 'demo' && <SimulatedMark />}
            <StateBadge state={state} />
            <Up vm={vm} />
            {isPhone && connection}
          </div>
          <ActionsMenu>
            <VmActions vm={vm} name={listed.name} role={listed.role} onRefused={setRefused} />
          </ActionsMenu>
        </div>
        <div className="flex flex-wrap items-center justify-between gap-x-4 pr-4 pl-1.5 phone:px-1">
          <GroupTabs id={listed.id} group={group} />
          {!isPhone && connection}
        </div>
      </header>
      <div className="relative min-h-0 grow overflow-y-auto p-3 phone:p-2">
        {refused && (
          <div className="mb-3">
            <Refused error={refused} onDismiss={() => setRefused(undefined)} />
          </div>
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

function StateBadge({ state }: { state: VmState }) {
  const { tone, icon } = state.asked ? ({ tone: 'accent', icon: 'spinner' } as const) : lookOf(state.run)
  return (
    <Badge status="VM state" tone={tone} icon={icon} note={stateNote(state)}>
      {stateWord(state)}
    </Badge>
  )
}

function Up({ vm }: { vm: Vm }) {
  const uptime = useUptime(vm)
  if (!uptime) return null
  const duration = formatDuration(uptime.now - uptime.since)
  return (
    <span className="text-ink-2">
      {uptime.from === 'process' ? `up ${duration}` : `watched for ${duration}`}
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
  useEffect(() => setTab(`${name}: ${word} – QMP Dashboard`, icon), [name, word, icon])
}
