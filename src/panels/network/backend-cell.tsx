import { backendsOf, forwardWords, type Netdev, type Netdevs } from '#model/netdevs.ts'
import type { NetworkCardRow } from '#model/network-cards.ts'
import { untrusted } from '#ui/untrusted.tsx'

interface Props {
  card: NetworkCardRow
  /** Undefined where the command line is not known. */
  netdevs: Netdevs | undefined
}

/** What a card is connected to: its backend, where that leads, and the ports that lead to the guest. */
export function BackendCell({ card: { netdev, passedThrough, mac }, netdevs }: Props) {
  if (netdev === undefined) {
    if (passedThrough) return 'the host’s device, passed through'
    return <span className="text-ink-2">{mac ? 'not connected' : '–'}</span>
  }
  return (
    <>
      <code>{untrusted(netdev)}</code>
      {netdevs &&
        backendsOf(netdev, netdevs)?.map((backend) => (
          <Backend key={`${backend.id} ${backend.type} ${backend.target}`} backend={backend} />
        ))}
    </>
  )
}

function Backend({ backend: { type, target, forwards } }: { backend: Netdev }) {
  return (
    <>
      <span className="text-ink-2">, {untrusted(type)}</span>
      {target && (
        <>
          {' '}
          <code>{untrusted(target)}</code>
        </>
      )}
      <Forwards forwards={forwards} />
    </>
  )
}

/** A line for each port of the host that leads to the guest. */
export function Forwards({ forwards }: Pick<Netdev, 'forwards'>) {
  return forwards.map(forwardWords).map((words) => (
    <div key={words}>
      <code>{untrusted(words)}</code>
    </div>
  ))
}
