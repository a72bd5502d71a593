import type { NetworkCardRow } from '#model/network-cards.ts'
import type { Watched } from '#query/watched.ts'
import { Facts } from '#ui/facts.tsx'
import { foreign } from '#ui/foreign.tsx'
import { ToneText } from '#ui/tone-text.tsx'

/** The cards in a line each, for the overview. */
export function CardFacts({ cards, links }: { cards: readonly NetworkCardRow[]; links: Watched['links'] }) {
  return (
    <Facts
      facts={cards.map((card) => ({
        name: card.name,
        value: (
          <>
            {foreign(card.model)} <code className="text-ink-2">{foreign(card.mac)}</code>
            {card.netdev === undefined && ', not connected'}
            {card.linkName !== undefined && links.get(card.linkName)?.up === false && (
              <>
                ,{' '}
                <ToneText tone="warn" icon="unplug">
                  link down
                </ToneText>
              </>
            )}
          </>
        ),
      }))}
    />
  )
}
