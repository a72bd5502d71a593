import type { NetworkCardRow } from '#model/network-cards.ts'
import type { Watched } from '#query/watched.ts'
import { DataTable } from '#ui/data-table.tsx'
import { cardColumns } from './card-columns.tsx'
import type { LinkVm } from './link-cell.tsx'

interface Props {
  vm: LinkVm
  cards: readonly NetworkCardRow[]
  links: Watched['links']
}

/** Every card in a row, with the switch of its cable. */
export function CardTable({ vm, cards, links }: Props) {
  return (
    <>
      <DataTable
        caption="Network cards"
        columns={cardColumns(vm, links)}
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
