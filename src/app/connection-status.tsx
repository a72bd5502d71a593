import type { ConnectionState } from '#qmp/connection.ts'
import type { QmpError } from '#qmp/errors.ts'
import { useNow } from '#query/use-now.ts'
import { Icon, type IconName } from '#ui/icon.tsx'
import type { Tone } from '#ui/tone.ts'
import { Untrusted } from '#ui/untrusted.tsx'
import { beginningOf } from '#ui/visible-text.ts'

interface Props {
  link: ConnectionState
  /** Why the last attempt failed, for as long as the next one is under way. */
  failure: QmpError | undefined
  address: string | undefined
  /** No try can have another outcome. */
  canNeverConnect?: boolean
}

/** The state of the link: a word, why, and when the next attempt comes. */
export function ConnectionStatus({ link, failure, address, canNeverConnect }: Props) {
  const { word, icon, tone } = canNeverConnect && failure ? disconnected : wordsOf(link, failure)
  return (
    <span className="flex min-w-0 max-w-full items-center gap-1 text-label text-ink-2">
      <span role="status" aria-label="Connection" className="flex min-w-0 items-center gap-1">
        <Icon name={icon} tone={tone} />
        <span className="truncate">
          <b>{word}</b>{' '}
          {canNeverConnect && failure ? (
            <Reason of={failure} />
          ) : (
            <Why link={link} failure={failure} address={address} />
          )}
        </span>
      </span>
      {link.phase === 'ready' && link.busy && (
        <span aria-hidden className="shrink-0">
          for <Waited since={link.busy.since} />
        </span>
      )}
      {link.phase === 'waiting' && !canNeverConnect && (
        // Outside the status: each second would be read aloud.
        <span aria-hidden className="shrink-0">
          · try {link.attempt + 1} <Countdown to={link.nextAt} />
        </span>
      )}
    </span>
  )
}

interface LinkWords {
  word: string
  icon: IconName
  tone: Tone
}

const disconnected: LinkWords = { word: 'disconnected', icon: 'unplug', tone: 'grey' }

function wordsOf(link: ConnectionState, failure: QmpError | undefined): LinkWords {
  if (link.phase === 'ready') return { word: 'connected', icon: 'plug', tone: link.busy ? 'warn' : 'ok' }
  if (link.phase === 'connecting' && !failure) return { word: 'connecting', icon: 'spinner', tone: 'accent' }
  if (link.phase === 'ended') return disconnected
  return { word: 'reconnecting', icon: 'spinner', tone: 'accent' }
}

function Why({ link, failure, address }: Props) {
  if (link.phase === 'ready')
    return link.busy ? <>no answer to {link.busy.command}</> : <Untrusted text={address ?? ''} />
  if (link.phase === 'connecting') {
    if (link.busy) return <>QEMU sent its greeting, but does not answer</>
    return failure ? (
      <>
        <Reason of={failure} /> · try {link.attempt}
      </>
    ) : (
      <Untrusted text={address ?? ''} />
    )
  }
  if (link.phase === 'ended') return <Reason of={link.why} />
  return <Reason of={link.why} />
}

/** One line has room for the beginning; the panel Status tells it whole. */
const longestReason = 160

function Reason({ of: { message } }: { of: QmpError }) {
  return <Untrusted text={beginningOf(message, longestReason).replace(/\.$/, '')} />
}

function Waited({ since }: { since: number }) {
  const now = useNow(500)
  return <>{Math.max(0, Math.round((now - since) / 1000))} s</>
}

/** "in 8 s" */
export function Countdown({ to }: { to: number }) {
  const now = useNow(500)
  return <>in {Math.max(0, Math.ceil((to - now) / 1000))} s</>
}
