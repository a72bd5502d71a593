import type { NetworkCardRow } from '#model/network-cards.ts'
import type { Watched } from '#query/watched.ts'
import type { Column } from '#ui/data-table.tsx'
import { Foreign, foreign } from '#ui/foreign.tsx'
import { filterWords } from './filter-words.ts'
import { LinkCell, type LinkVm } from './link-cell.tsx'

export function cardColumns(vm: LinkVm, links: Watched['links']): Column<NetworkCardRow>[] {
  return [
    {
      id: 'card',
      head: 'Card',
      cell: ({ name, model }) => (
        <>
          <b>
            <Foreign text={name} />
          </b>{' '}
          <span className="text-ink-3">{foreign(model)}</span>
        </>
      ),
    },
    { id: 'mac', head: 'MAC', cell: (card) => <Mac card={card} /> },
    {
      id: 'netdev',
      head: 'Netdev',
      cell: ({ netdev }) =>
        netdev ? (
          <code>{foreign(netdev)}</code>
        ) : (
          <span className="text-ink-2">none: plugged into nothing</span>
        ),
    },
    {
      id: 'receives',
      head: 'Receives',
      cell: ({ filter }) => (filter ? filterWords(filter) : <span className="text-ink-3">–</span>),
    },
    {
      id: 'link',
      head: 'Link',
      cell: (card) => <LinkCell vm={vm} card={card} links={links} />,
    },
  ]
}

function Mac({ card: { mac, filter } }: { card: NetworkCardRow }) {
  if (mac === undefined) return <span className="text-ink-3">–</span>
  const changed = filter?.mac !== undefined && filter.mac.toLowerCase() !== mac
  return (
    <>
      <code>{mac}</code>
      {changed && (
        <span className="text-ink-2">
          , the guest uses <code>{foreign(filter.mac)}</code>
        </span>
      )}
    </>
  )
}
