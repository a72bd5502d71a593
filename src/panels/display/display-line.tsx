import { type DisplayRow, isOpenToNetwork } from '#model/display.ts'
import { ToneText } from '#ui/tone-text.tsx'
import { untrusted } from '#ui/untrusted.tsx'

/** A display in a line or two, for the overview. */
export function DisplayLine({ display }: { display: DisplayRow }) {
  const { kind, title, auth, clients } = display
  if (kind === 'window') return <p>{title} on QEMU’s host</p>
  return (
    <div className="[overflow-wrap:anywhere]">
      <b>{untrusted(title)}</b>
      <div className="text-ink-2">
        {auth && <>{untrusted(auth)}, </>}
        {viewers(clients.length)}
      </div>
      {isOpenToNetwork(display) && <OpenToNetwork />}
    </div>
  )
}

export function viewers(count: number): string {
  if (count === 0) return 'no viewer'
  return count === 1 ? '1 viewer' : `${count} viewers`
}

/** A warning for a screen without a lock. */
export function OpenToNetwork() {
  return (
    <ToneText tone="warn" icon="alert">
      open to everyone who can reach QEMU’s host
    </ToneText>
  )
}
