import type { ReceiveFilter } from '#model/network-cards.ts'

/** What the guest lets its card receive: `its own MAC, broadcast, 2 multicast groups`. */
export function filterWords(filter: ReceiveFilter): string {
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
    overflow ? 'more than it asked for (its table is full)' : undefined,
  ].filter((words) => words !== undefined)
  return said.length > 0 ? said.join(', ') : 'nothing'
}
