import { backendsOf, type Netdevs } from '#model/netdevs.ts'
import type { NetworkCardRow } from '#model/network-cards.ts'
import type { LinkTold } from '#query/vm-snapshot.ts'
import { Facts } from '#ui/facts.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { untrusted } from '#ui/untrusted.tsx'
import { Forwards } from './backend-cell.tsx'

const LinkDown = lazyComponent(async () => (await import('./link-cell.tsx')).LinkDown)

/** The cards in a line each, for the overview. */
export function CardFacts({
  cards,
  links,
  netdevs,
}: {
  cards: readonly NetworkCardRow[]
  links: ReadonlyMap<string, LinkTold>
  netdevs: Netdevs | undefined
}) {
  return (
    <Facts
      facts={cards.map((card) => ({
        name: card.name,
        value: (
          <>
            {untrusted(card.model)} <code className="text-ink-2">{untrusted(card.mac)}</code>
            {card.netdev === undefined && (card.passedThrough ? 'passed through' : ', not connected')}
            {card.linkName !== undefined && <Down told={links.get(card.linkName)} />}
            {card.netdev !== undefined &&
              netdevs &&
              backendsOf(card.netdev, netdevs)?.map(({ id, type, target, forwards }) => (
                <Forwards key={`${id} ${type} ${target}`} forwards={forwards} />
              ))}
          </>
        ),
      }))}
    />
  )
}

function Down({ told }: { told: LinkTold | undefined }) {
  return told && !told.up && <LinkDown told={told} />
}
