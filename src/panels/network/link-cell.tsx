import { type NetworkCardRow, setLink } from '#model/network-cards.ts'
import { formatDateTime, formatTime } from '#model/time.ts'
import type { PanelVm } from '#query/panel-vm.ts'
import type { LinkTold, VmSnapshot } from '#query/vm-snapshot.ts'
import { ActButton, ActRefusal } from '#ui/act-button.tsx'
import { ToneText } from '#ui/tone-text.tsx'

export type LinkVm = PanelVm<never, 'set_link'>

interface LinkCellProps {
  vm: LinkVm
  card: NetworkCardRow
  links: VmSnapshot['links']
}

/** What the link of a card was last told, and the buttons that tell it. */
export function LinkCell({ vm, card, links }: LinkCellProps) {
  const acts = vm.useActs([false, true].flatMap((up) => setLink(card, up) ?? []))
  if (card.linkName === undefined) {
    return (
      <span className="text-ink-2">QEMU reports no name for this card, so no command can address it</span>
    )
  }
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <LinkState asked={links.get(card.linkName)} />
        <span className="flex gap-1">
          {acts.map((act) => (
            <ActButton key={act.action.name} act={act} size={24} refusal="elsewhere" />
          ))}
        </span>
      </div>
      <ActRefusal acts={acts} className="mt-1" />
    </>
  )
}

/** What is known of a link: what it was last told from here, or nothing. */
function LinkState({ asked }: { asked: LinkTold | undefined }) {
  if (!asked) return <span className="text-ink-3">not reported</span>
  const when = (
    <span className="text-ink-2" title={formatDateTime(asked.at)}>
      , asked {formatTime(asked.at, 'second')}
    </span>
  )
  if (asked.up) {
    return (
      <span>
        <b>up</b>
        {when}
      </span>
    )
  }
  return (
    <span>
      <ToneText tone="warn" icon="unplug" className="font-semibold">
        down
      </ToneText>
      {when}
    </span>
  )
}
