import { useMemo } from 'react'
import { netdevsOf } from '#model/netdevs.ts'
import type { PropsOf } from '#panels/panel.ts'
import { useLinks } from '#query/use-links.ts'
import { useVirtioBus } from '#query/use-virtio-bus.ts'
import { EmptyNote } from '#ui/empty-note.tsx'
import { Unanswered } from '#ui/unanswered.tsx'
import { CardFacts } from './card-facts.tsx'
import { CardTable } from './card-table.tsx'
import type { networkCommands } from './network-vm.ts'
import { useNetworkCards } from './use-network-cards.ts'

/** All network cards, whatever their model, and the virtual cable of each. */
export function NetworkPanel({ vm, brief }: PropsOf<typeof networkCommands>) {
  const { cards, error } = useNetworkCards(vm)
  const bus = useVirtioBus(vm)
  const { commandLine } = vm.useProcess().data ?? {}
  const netdevs = useMemo(() => commandLine && netdevsOf(commandLine), [commandLine])
  const links = useLinks(vm)
  if (!cards) return <Unanswered error={error} lines={2} />
  if (cards.length === 0) {
    return (
      <EmptyNote
        hint={
          bus && (
            <>
              <code>-netdev user,id=net0 -device virtio-net-{bus},netdev=net0</code> on QEMU’s command line
              adds one.
            </>
          )
        }
      >
        No network card is among this VM’s devices.
      </EmptyNote>
    )
  }
  if (brief) return <CardFacts cards={cards} links={links} netdevs={netdevs} />
  return <CardTable vm={vm} cards={cards} links={links} netdevs={netdevs} />
}
