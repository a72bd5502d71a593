import { backendsOf, type Netdevs, sshCommand } from '#model/netdevs.ts'
import type { NetworkCardRow, ReceiveFilter } from '#model/network-cards.ts'
import type { LinkTold } from '#query/vm-snapshot.ts'
import { CodeBlock } from '#ui/code-block.tsx'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { Untrusted, untrusted } from '#ui/untrusted.tsx'
import { BackendCell } from './backend-cell.tsx'
import { LinkButtons, LinkState, type LinkVm } from './link-cell.tsx'

interface Props {
  vm: LinkVm
  cards: readonly NetworkCardRow[]
  links: ReadonlyMap<string, LinkTold>
  netdevs: Netdevs | undefined
}

/** Every card in a row, with the switch of its cable. */
export function CardTable({ vm, cards, links, netdevs }: Props) {
  const ways = netdevs ? waysIn(cards, netdevs) : []
  return (
    <>
      <DataTable
        caption="Network cards"
        columns={cardColumns(vm, links, netdevs)}
        rows={cards}
        rowKey={({ path }) => path}
        stack
      />
      <p className="mt-2 text-label text-ink-3">
        QEMU does not report whether a link is up, nor what goes through it: “Link” is what it was last set to
        through this dashboard.
        {netdevs && ' Types and forwarded ports are those of QEMU’s command line.'}
      </p>
      {ways.length > 0 && (
        <CodeBlock className="mt-2" title="To log in by SSH" hint="on QEMU’s host" code={ways.join('\n')} />
      )}
    </>
  )
}

/** The commands that log in to the guest through a forwarded port. */
function waysIn(cards: readonly NetworkCardRow[], netdevs: Netdevs): string[] {
  const all = cards
    .flatMap(({ netdev }) => (netdev === undefined ? [] : (backendsOf(netdev, netdevs) ?? [])))
    .flatMap(({ forwards }) => forwards.flatMap((forward) => sshCommand(forward) ?? []))
  return [...new Set(all)]
}

function cardColumns(
  vm: LinkVm,
  links: ReadonlyMap<string, LinkTold>,
  netdevs: Netdevs | undefined,
): Column<NetworkCardRow>[] {
  return [
    {
      id: 'card',
      head: 'Card',
      cell: ({ name, model }) => (
        <>
          <b>
            <Untrusted text={name} />
          </b>{' '}
          <span className="text-ink-3">{untrusted(model)}</span>
        </>
      ),
    },
    { id: 'mac', head: 'MAC', cell: (card) => <Mac card={card} /> },
    {
      id: 'netdev',
      head: 'Backend',
      cell: (card) => <BackendCell card={card} netdevs={netdevs} />,
    },
    {
      id: 'receives',
      head: 'Receives',
      cell: ({ filter }) => (filter ? filterWords(filter) : <span className="text-ink-3">–</span>),
    },
    {
      id: 'link',
      head: 'Link',
      cell: (card) => <LinkState told={card.linkName ? links.get(card.linkName) : undefined} />,
    },
    {
      id: 'acts',
      head: '',
      className: 'w-px',
      cell: (card) => <LinkButtons vm={vm} card={card} />,
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
          , the guest uses <code>{untrusted(filter.mac)}</code>
        </span>
      )}
    </>
  )
}

/** What the guest lets its card receive: `its own MAC, broadcast, 2 multicast groups`. */
function filterWords(filter: ReceiveFilter): string {
  if (filter.promiscuous) return 'everything (promiscuous)'
  const { unicast, multicast, unicastMacs, multicastMacs, broadcast, overflow } = filter
  const own = unicastMacs.length > 0 ? `its own MAC and ${unicastMacs.length} more` : 'its own MAC'
  const groups = multicastMacs.length === 1 ? '1 multicast group' : `${multicastMacs.length} multicast groups`
  const said = [
    unicast === 'all' ? 'all unicast' : unicast === 'none' ? undefined : own,
    broadcast ? 'broadcast' : undefined,
    multicast === 'all'
      ? 'all multicast'
      : multicast === 'none' || multicastMacs.length === 0
        ? undefined
        : groups,
    overflow ? 'more than requested (its table is full)' : undefined,
  ].filter((words) => words !== undefined)
  return said.length > 0 ? said.join(', ') : 'nothing'
}
