import { byWords } from '#model/doer.ts'
import { type NetworkCardRow, setLink } from '#model/network-cards.ts'
import { formatDateTime, formatTime } from '#model/time.ts'
import type { PanelVm } from '#query/panel-vm.ts'
import type { LinkTold } from '#query/vm-snapshot.ts'
import { ActButton, ActRefusal } from '#ui/act-button.tsx'
import { ToneText } from '#ui/tone-text.tsx'

export type LinkVm = PanelVm<never, 'set_link'>

interface LinkCellProps {
  vm: LinkVm
  card: NetworkCardRow
}

/** Both ways, always: another monitor may have changed what was last set here. */
export function LinkButtons({ vm, card }: LinkCellProps) {
  const acts = vm.useActs([true, false].flatMap((up) => setLink(card, up) ?? []))
  if (card.linkName === undefined) {
    if (card.mac === undefined) return null
    return (
      <span className="text-ink-2">QEMU reports no name for this card, so no command can address it</span>
    )
  }
  return (
    <>
      <span className="flex justify-end gap-1">
        {acts.map((act) => (
          <ActButton key={act.action.name} act={act} size={24} refusal="elsewhere" />
        ))}
      </span>
      <ActRefusal acts={acts} className="mt-1" />
    </>
  )
}

/** What is known of a link: what it was last set to through the dashboard, or nothing. */
export function LinkState({ told }: { told: LinkTold | undefined }) {
  if (!told) return <span className="text-ink-3">not reported</span>
  const when = (
    <span className="text-ink-2" title={formatDateTime(told.at)}>
      , set {byWords(told.by)} at {formatTime(told.at, 'second')}
    </span>
  )
  if (told.up) {
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

/** A link that was set down, behind the card's address. */
export function LinkDown({ told: { at, by } }: { told: LinkTold }) {
  return (
    <>
      ,{' '}
      <ToneText tone="warn" icon="unplug">
        set down
      </ToneText>{' '}
      <span className="text-ink-2" title={formatDateTime(at)}>
        {byWords(by)} at {formatTime(at, 'second')}
      </span>
    </>
  )
}
