import type { NetworkCardRow } from '#model/network-cards.ts'
import type { VmSnapshot } from '#query/vm-snapshot.ts'
import { Facts } from '#ui/facts.tsx'
import { ToneText } from '#ui/tone-text.tsx'
import { untrusted } from '#ui/untrusted.tsx'

/** The cards in a line each, for the overview. */
export function CardFacts({
  cards,
  links,
}: {
  cards: readonly NetworkCardRow[]
  links: VmSnapshot['links']
}) {
  return (
    <Facts
      facts={cards.map((card) => ({
        name: card.name,
        value: (
          <>
            {untrusted(card.model)} <code className="text-ink-2">{untrusted(card.mac)}</code>
            {card.netdev === undefined && (card.passedThrough ? 'passed through' : ', not connected')}
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
