import { useEffect } from 'react'
import type { Vm as ListedVm, Role } from '#api/types.ts'
import { useVmStates, type VmState } from '#query/use-vm-state.ts'
import { useVmsById } from '#query/use-vms.ts'
import { setTab } from '#ui/tab.ts'
import { FirstVisit } from './first-visit.tsx'
import { VmsMenu } from './phone-menu.tsx'
import { needRank, stateWord } from './state-words.ts'
import { VmRow } from './vm-row.tsx'

/** All VMs, those that need somebody first, with what each of them needs. */
export function VmListPage({ vms, role }: { vms: readonly ListedVm[]; role: Role | undefined }) {
  const states = useVmStates(useVmsById(vms.map(({ id }) => id)))
  const rows = vms.map((vm, index) => ({ vm, rank: rankOf(states[index]) })).sort((a, b) => a.rank - b.rank)
  const trouble = rows.filter(({ rank }) => rank === 0).length
  useEffect(() => {
    setTab(
      `${trouble > 0 ? `${trouble} in trouble: ` : ''}Virtual machines – QMP Dashboard`,
      trouble > 0 ? 'error' : 'neutral',
    )
  }, [trouble])
  return (
    <main className="relative flex min-h-0 grow flex-col overflow-y-auto bg-panel">
      <header className="flex flex-wrap items-center gap-x-3 px-4 pt-3 pb-2 phone:px-1">
        <VmsMenu vms={vms} role={role} />
        <h1 className="text-title font-semibold">Virtual machines</h1>
        <Summary states={states} />
      </header>
      {vms.length > 0 && (
        <ul aria-label="Virtual machines" className="border-b border-line-soft">
          {rows.map(({ vm }) => (
            <VmRow key={vm.id} listed={vm} />
          ))}
        </ul>
      )}
      {vms.every(({ source }) => source === 'demo') && <FirstVisit offersDemo={vms.length === 0} />}
    </main>
  )
}

function rankOf(state: VmState | undefined): number {
  return state ? needRank(state) : Number.POSITIVE_INFINITY
}

/** How many there are of each state, the worst first: "1 io-error · 2 running". */
function Summary({ states }: { states: readonly VmState[] }) {
  const sorted = [...states].sort((a, b) => needRank(a) - needRank(b))
  const counts = new Map<string, { count: number; bad: boolean }>()
  for (const state of sorted) {
    const word = stateWord(state)
    counts.set(word, { count: (counts.get(word)?.count ?? 0) + 1, bad: needRank(state) === 0 })
  }
  return (
    <p className="text-label text-ink-2 phone:w-full phone:px-3">
      {[...counts].map(([word, { count, bad }], index) => (
        <span key={word} className={bad ? 'font-semibold text-bad' : undefined}>
          {index > 0 && ' · '}
          {count} {word}
        </span>
      ))}
    </p>
  )
}
