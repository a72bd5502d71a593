import { memo, type ReactNode } from 'react'
import type { Role } from '#api/types.ts'
import { panels } from '#panels/index.ts'
import type { GroupId, Panel } from '#panels/panel.ts'
import { useSnapshot } from '#query/use-snapshot.ts'
import type { Vm } from '#query/vm.ts'
import { Card as CardBox } from '#ui/card.tsx'
import { cx } from '#ui/cx.ts'
import { NoPanel } from './pages.ts'
import { PanelFrame } from './panel-frame.tsx'

interface Props {
  vm: Vm
  name: string
  role: Role
  address: string | undefined
  group: GroupId
  /** One panel of the group, alone. */
  only?: string | undefined
}

/** The panels ask for themselves: news that the header shows does not render them again. */
export const PanelPage = memo(Panels)

/**
 * The panels of one group; on the overview those that have a place there, in a wide and a narrow column. As long as
 * there never was a link, only why: the rest would be empty.
 */
function Panels({ vm, name, role, address, group, only }: Props) {
  const frame = (panel: Panel, at: 'overview' | 'page', plain = false) => (
    <PanelFrame
      key={panel.id}
      panel={panel}
      vm={vm}
      name={name}
      role={role}
      address={address}
      brief={at === 'overview'}
      plain={plain}
    />
  )
  const at = (...places: Panel['overview'][]) =>
    cardsOf(panels.filter(({ overview }) => overview && places.includes(overview))).map((card) => (
      <div key={card[0].id} className={cx('grid min-w-0', card[0].overview === 'wide' && 'col-span-full')}>
        {card.length === 1 ? frame(card[0], 'overview') : <SharedCard panels={card}>{frame}</SharedCard>}
      </div>
    ))
  const shown = panels.filter(
    (panel) => (panel.group === group || (!only && panel.alsoIn === group)) && (!only || panel.id === only),
  )
  const neverAnswered = useSnapshot(
    vm,
    ({ failure, lostAt }) => failure !== undefined && lostAt === undefined,
  )
  if (shown.length === 0) return <NoPanel vmId={vm.id} group={group} only={only} />
  if (neverAnswered && group !== 'qmp') return at('top')
  if (group === 'overview' && !only) {
    return (
      <div className="@container flex flex-col gap-3">
        {at('top')}
        <div className="grid grid-cols-1 items-start gap-3 @[880px]:grid-cols-[minmax(0,1fr)_328px]">
          <div className="@container">
            <div className="grid grid-cols-1 gap-3 @[700px]:grid-cols-2">{at('half', 'wide')}</div>
          </div>
          <div className="grid min-w-0 gap-3">{at('side')}</div>
        </div>
      </div>
    )
  }
  if (shown.some(({ size }) => size === 'page')) return shown.map((panel) => frame(panel, 'page'))
  return <Columns panels={shown}>{(panel) => frame(panel, 'page')}</Columns>
}
type Card = readonly [Panel, ...Panel[]]

/** Neighbours that name the same card share it. */
function cardsOf(placed: readonly Panel[]): Card[] {
  const cards: [Panel, ...Panel[]][] = []
  for (const panel of placed) {
    const last = cards.at(-1)
    if (last && panel.card !== undefined && last[0].card === panel.card) last.push(panel)
    else cards.push([panel])
  }
  return cards
}

interface SharedCardProps {
  panels: Card
  children: (panel: Panel, at: 'overview', plain: true) => ReactNode
}

/** Several small panels in one box, so that each need not be a card with three words in it. */
function SharedCard({ panels: [first, ...others], children }: SharedCardProps) {
  const isNamedByFirst = first.card === first.title
  return (
    <CardBox className="grid content-start gap-2.5">
      {!isNamedByFirst && <h2 className="-mb-2 flex min-h-6 items-center font-semibold">{first.card}</h2>}
      {[first, ...others].map((panel) => children(panel, 'overview', true))}
    </CardBox>
  )
}

/**
 * Two columns, each filled by itself, so that a short card leaves no hole beside a long one. Who reads or tabs goes
 * down the first, then down the second, and no card ever changes its column.
 */
function Columns({ panels, children }: ColumnsProps) {
  const firstTall = panels.findIndex(({ tall }) => tall)
  const end = firstTall > 0 ? firstTall : Math.ceil(panels.length / 2)
  const columns = [panels.slice(0, end), panels.slice(end)].filter((column) => column.length > 0)
  return (
    <div className={cx('grid grid-cols-1 items-start gap-3', columns.length > 1 && 'xl:grid-cols-2')}>
      {columns.map((column) => (
        <div key={column[0]?.id} className="flex min-w-0 flex-col gap-3">
          {column.map(children)}
        </div>
      ))}
    </div>
  )
}

interface ColumnsProps {
  panels: readonly Panel[]
  children: (panel: Panel) => ReactNode
}
