import { useQueryClient } from '@tanstack/react-query'
import { Suspense } from 'react'
import type { Role } from '#api/types.ts'
import { formatDuration } from '#model/time.ts'
import { panels } from '#panels/index.ts'
import type { Panel } from '#panels/panel.ts'
import { withReleases } from '#qapi/releases.ts'
import { usePanelVm } from '#query/panel-vm.ts'
import { useCommands } from '#query/use-commands.ts'
import { useNow } from '#query/use-now.ts'
import { useSnapshot } from '#query/use-snapshot.ts'
import type { Vm } from '#query/vm.ts'
import { EmptyNote } from '#ui/empty-note.tsx'
import { Region } from '#ui/region.tsx'
import { Skeleton, WhyNothingComes } from '#ui/skeleton.tsx'
import { useStaggered } from '#ui/use-staggered.ts'
import { Boundary } from './boundary.tsx'
import { ShowQmp } from './show-qmp.tsx'

interface Props {
  panel: Panel
  vm: Vm
  name: string
  role: Role
  address: string | undefined
  brief: boolean
  /** In a card that it shares with others. */
  plain?: boolean
}

/** Those that somebody who opens a VM sees first: they are part of the first rendering. */
const firstPanels = panels.slice(0, 3)

const notAsked = 'Not asked before the link was lost.'

/** What every panel gets: heading, "show the QMP", age of old data, a boundary, and words where QEMU lacks it. */
export function PanelFrame({ panel, vm, name, role, address, brief, plain }: Props) {
  const { vm: opened, asked } = usePanelVm(vm, name, role, address)
  const lostAt = useSnapshot(vm, (snapshot) => snapshot.lostAt)
  const isOld = useHasAnswer(vm, panel) && lostAt !== undefined
  const missing = useMissing(vm, panel)
  const hasAnswered = useSnapshot(
    vm,
    ({ link, commands, lostAt }) =>
      (link.phase === 'ready' && commands !== undefined) || lostAt !== undefined,
  )
  // The state at the top also says why there is no answer, and the log holds what was before it.
  const isBegun = useStaggered(hasAnswered, firstPanels.includes(panel)) || panel.bare === true
  const Content = panel.component
  const content = (
    <Boundary what={`The panel “${panel.title}”`}>
      {!isBegun ? (
        <Skeleton />
      ) : missing ? (
        <EmptyNote>This QEMU does not support {missing}.</EmptyNote>
      ) : (
        <Suspense fallback={<Skeleton />}>
          <WhyNothingComes value={lostAt === undefined ? undefined : notAsked}>
            <Content vm={opened} brief={brief} />
          </WhyNothingComes>
        </Suspense>
      )}
    </Boundary>
  )
  if (panel.bare) return content
  return (
    <Region
      title={panel.title}
      corner={<ShowQmp vmId={vm.id} title={panel.title} asked={asked} />}
      note={isOld && <Age since={lostAt} />}
      stale={isOld}
      plain={plain && (panel.title === panel.card ? 'head' : 'part')}
    >
      {content}
    </Region>
  )
}

function Age({ since }: { since: number }) {
  const now = useNow(1000)
  return <>{formatDuration(Math.max(0, now - since))} old</>
}

/** Whether there is an answer that can be old, or QEMU's word that there is none. */
function useHasAnswer(vm: Vm, { needs }: Panel): boolean {
  const cache = useQueryClient().getQueryCache()
  return (
    needs.length === 0 ||
    needs.some((query) =>
      cache.findAll({ queryKey: ['qmp', vm.id, query] }).some(({ state }) => state.status !== 'pending'),
    )
  )
}

/** The queries that the panel needs, where this QEMU has none of them. */
function useMissing(vm: Vm, panel: Panel): string | undefined {
  const commands = useCommands(vm)
  const { needs } = panel
  if (!commands || needs.length === 0 || needs.some((query) => commands.has(query))) return undefined
  return needs.map(withReleases).join(' or ')
}
