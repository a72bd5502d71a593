import { type NetworkCardRow, setLink } from '#model/network-cards.ts'
import { formatDateTime, formatTime } from '#model/time.ts'
import { actText } from '#panels/act-text.ts'
import { Refused } from '#panels/refused.tsx'
import type { PanelVm } from '#query/panel-vm.ts'
import type { Act } from '#query/use-act.ts'
import type { LinkTold, Watched } from '#query/watched.ts'
import { Button } from '#ui/button.tsx'
import { ToneText } from '#ui/tone-text.tsx'

export type LinkVm = PanelVm<never, 'set_link'>

interface LinkCellProps {
  vm: LinkVm
  card: NetworkCardRow
  links: Watched['links']
}

/** What the link of a card was last told, and the buttons that tell it. */
export function LinkCell({ vm, card, links }: LinkCellProps) {
  const act = vm.useAct('set_link')
  if (card.linkName === undefined) {
    return <span className="text-ink-2">QEMU tells no name for this card, so no command can reach it</span>
  }
  const button = (up: boolean) => <LinkButton vm={vm} card={card} act={act} up={up} />
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <LinkState asked={links.get(card.linkName)} />
        <span className="flex gap-1">
          {button(false)}
          {button(true)}
        </span>
      </div>
      {act.error && <Refused className="mt-1" error={act.error} onDismiss={act.dismiss} />}
    </>
  )
}

type LinkButtonProps = Omit<LinkCellProps, 'links'> & { act: Act<'set_link'>; up: boolean }

function LinkButton({ vm, card, act, up }: LinkButtonProps) {
  const command = setLink(card, up)
  if (!command) return null
  const does = up ? 'Plugs the virtual cable in.' : 'Pulls the virtual cable: the guest loses this network.'
  return (
    <Button
      size={24}
      icon={up ? 'plug' : 'unplug'}
      busy={act.asked}
      why={vm.whyNot('set_link')}
      tip={
        <>
          {does} <code>{actText(command)}</code>
        </>
      }
      onClick={() => void act.run(command.arguments)}
    >
      {up ? 'Link up' : 'Link down'}
      <span className="sr-only"> for {card.name}</span>
    </Button>
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
