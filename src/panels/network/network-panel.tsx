import type { PropsOf } from '#panels/panel.ts'
import { EmptyNote } from '#ui/empty-note.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { Unanswered } from '#ui/unanswered.tsx'
import { CardFacts } from './card-facts.tsx'
import { type networkCommands, useNetworkCards } from './use-network-cards.ts'

const CardTable = lazyComponent(async () => (await import('./card-table.tsx')).CardTable)

/** All network cards, whatever their model, and the virtual cable of each. */
export function NetworkPanel({ vm, brief }: PropsOf<typeof networkCommands>) {
  const { cards, error } = useNetworkCards(vm)
  const links = vm.useSnapshot((snapshot) => snapshot.links)
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
  return <CardTable vm={vm} cards={cards} links={links} />
}
