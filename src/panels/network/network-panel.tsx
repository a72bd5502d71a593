import type { PanelProps } from '#panels/panel.ts'
import { Unanswered } from '#panels/unanswered.tsx'
import { DataTable } from '#ui/data-table.tsx'
import { EmptyNote } from '#ui/empty-note.tsx'
import { cardColumns } from './card-columns.tsx'
import { CardFacts } from './card-facts.tsx'
import { useLinksAsked } from './links-asked.ts'
import { useNetworkCards } from './use-network-cards.ts'

type Reads = 'qom-list' | 'qom-get' | 'query-rx-filter'

/** All network cards, whatever their model, and the virtual cable of each. */
export function NetworkPanel({ vm, brief }: PanelProps<Reads, 'set_link'>) {
  const { cards, error } = useNetworkCards(vm)
  const { links, lookAgain } = useLinksAsked(vm)
  if (!cards) return <Unanswered error={error} lines={2} />
  if (cards.length === 0) {
    return (
      <EmptyNote
        hint={
          <>
            <code>-nic user</code>, or <code>-netdev user,id=net0 -device virtio-net-pci,netdev=net0</code>,
            would make one.
          </>
        }
      >
        This VM has no network card.
      </EmptyNote>
    )
  }
  if (brief) return <CardFacts cards={cards} links={links} />
  return (
    <>
      <DataTable
        caption="Network cards"
        columns={cardColumns(vm, links, lookAgain)}
        rows={cards}
        rowKey={({ path }) => path}
        stack
      />
      <p className="mt-2 text-label text-ink-3">
        QEMU does not report whether a link is up, nor what goes through it: “Link” is what this page last
        asked for.
      </p>
    </>
  )
}
