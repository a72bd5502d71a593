import type { NetworkCardRow } from '#model/network-cards.ts'
import type { LinkTold } from '#query/vm-snapshot.ts'
import { Facts } from '#ui/facts.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { untrusted } from '#ui/untrusted.tsx'

const LinkDown = lazyComponent(async () => (await import('./link-cell.tsx')).LinkDown)

/** The cards in a line each, for the overview. */
export function CardFacts({
  cards,
  links,
}: {
  cards: readonly NetworkCardRow[]
  links: ReadonlyMap<string, LinkTold>
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
          </>
        ),
      }))}
    />
  )
}

function Down({ told }: { told: LinkTold | undefined }) {
  return told && !told.up && <LinkDown told={told} />
}
