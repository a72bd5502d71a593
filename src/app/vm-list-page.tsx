import { useEffect, useState } from 'react'
import type { ListedVm, Role } from '#api/types.ts'
import { blockerOf } from '#query/blocker.ts'
import { useIsOpened } from '#query/use-opened.ts'
import { useVmStates, type VmState } from '#query/use-vm-state.ts'
import { useVmsById } from '#query/use-vms.ts'
import { onlyLooking } from '#query/why-not.ts'
import { cx } from '#ui/cx.ts'
import { PageHeading } from '#ui/page-heading.tsx'
import { setTab } from '#ui/tab.ts'
import { visibleText } from '#ui/visible-text.ts'
import { AddVm } from './add-vm.tsx'
import { Boundary } from './boundary.tsx'
import { FirstVisit } from './first-visit.tsx'
import { FoundRow } from './found-row.tsx'
import { unopenedLook } from './found-words.ts'
import { VmsMenu } from './phone-menu.tsx'
import { ServerAway } from './server-away.tsx'
import { needRank, stateWord } from './state-words.ts'
import { twinMark } from './vm-names.ts'
import { VmRow } from './vm-row.tsx'

/** All VMs, those that need attention first, with what each of them needs. */
export function VmListPage({ vms, role }: { vms: readonly ListedVm[]; role: Role | undefined }) {
  const isOpened = useIsOpened()
  // What is in the way of a VM is known of all that were found, opened or not.
  const isWatched = (vm: ListedVm) => isOpened(vm) && blockerOf(vm) === undefined
  const opened = vms.filter(isWatched)
  const states = useVmStates(useVmsById(opened.map(({ id }) => id)))
  const ranked = vms.map((vm) => ({ vm, rank: rankOf(states[opened.indexOf(vm)]) }))
  const { rows, hold } = useHeldOrder(ranked.toSorted((a, b) => a.rank - b.rank))
  const trouble = rows.filter(({ rank }) => rank === 0).length
  useEffect(() => {
    setTab(
      `${trouble > 0 ? `${trouble} in trouble: ` : ''}Virtual machines – QMP Dashboard`,
      trouble > 0 ? 'error' : 'neutral',
    )
  }, [trouble])
  return (
    <main className={cx('relative flex min-h-0 grow flex-col overflow-y-auto', vms.length > 0 && 'bg-panel')}>
      <header className="flex flex-wrap items-center gap-x-3 px-4 pt-3 pb-2 phone:px-1">
        <VmsMenu vms={vms} role={role} />
        <PageHeading className="text-title">Virtual machines</PageHeading>
        {vms.length > 0 ? (
          <Summary states={states} others={vms.filter((vm) => !isWatched(vm))} />
        ) : (
          <p className="text-label text-ink-2">None yet.</p>
        )}
        {role === 'viewer' && (
          <p className="text-label text-ink-2 phone:order-1 phone:w-full phone:px-3">{onlyLooking}</p>
        )}
        <AddVm role={role} />
      </header>
      <ServerAway />
      {vms.length > 0 && (
        <ul
          aria-label="Virtual machines"
          {...hold}
          className="grid grid-cols-[fit-content(320px)_minmax(0,1fr)_auto_auto] border-b border-line-soft phone:grid-cols-[minmax(0,1fr)_auto]"
        >
          {rows.map(({ vm }) => {
            const Row = isWatched(vm) ? VmRow : FoundRow
            return (
              <Boundary
                key={vm.id}
                what={`The row of ${visibleText(vm.name)}`}
                className="col-span-full"
                as="li"
              >
                <Row listed={vm} mark={twinMark(vm, vms)} />
              </Boundary>
            )
          })}
        </ul>
      )}
      {vms.every(({ source }) => source === 'demo') && <FirstVisit offersDemo={vms.length === 0} />}
    </main>
  )
}

interface Ranked {
  vm: ListedVm
  rank: number
}

/** The order by need; while somebody points at a row or has the focus in one, none moves away from under the hand. */
function useHeldOrder(sorted: readonly Ranked[]) {
  const [held, setHeld] = useState<readonly string[]>()
  const place = ({ vm }: Ranked) => {
    const index = held?.indexOf(vm.id) ?? -1
    return index < 0 ? sorted.length : index
  }
  const rows = held ? sorted.toSorted((a, b) => place(a) - place(b)) : sorted
  const take = () => setHeld((now) => now ?? sorted.map(({ vm }) => vm.id))
  const release = () => setHeld(undefined)
  return { rows, hold: { onPointerEnter: take, onPointerLeave: release, onFocus: take, onBlur: release } }
}

/** After all others. */
const unopenedRank = 6

function rankOf(state: VmState | undefined): number {
  return state ? needRank(state) : unopenedRank
}

/** How many there are of each state, the worst first: "1 io-error · 2 running"; unknown ones last. */
function Summary({ states, others }: { states: readonly VmState[]; others: readonly ListedVm[] }) {
  const sorted = [...states].sort((a, b) => needRank(a) - needRank(b))
  const counts = new Map<string, { count: number; bad: boolean }>()
  const add = (word: string, bad: boolean) =>
    counts.set(word, { count: (counts.get(word)?.count ?? 0) + 1, bad })
  for (const state of sorted) add(stateWord(state), needRank(state) === 0)
  for (const vm of others) add(unopenedLook(vm).word, false)
  return (
    <p className="text-label text-ink-2 phone:order-1 phone:w-full phone:px-3">
      {[...counts].map(([word, { count, bad }], index) => (
        <span key={word} className={bad ? 'font-semibold text-bad' : undefined}>
          {index > 0 && ' · '}
          {count} {word}
        </span>
      ))}
    </p>
  )
}
