import type { BalloonMove } from '#model/balloon.ts'
import { formatBytes, formatBytesOf } from '#model/units.ts'
import { useNow } from '#query/use-now.ts'
import { Button } from '#ui/button.tsx'
import { Progress } from '#ui/meter.tsx'
import { ToneText } from '#ui/tone-text.tsx'

/** What was asked of the guest, and where it stood then; bytes. */
export interface AskedSize {
  from: number
  to: number
  /** In ms since 1970. */
  at: number
}

interface BalloonWaitProps {
  asked: AskedSize
  move: BalloonMove
  onGiveUp: () => void
}

/** A guest with a driver has begun to move by then. */
const patience = 20_000

/** QEMU has only passed it on: how far the guest has come, and what it may mean if it does not come. */
export function BalloonWait({ asked, move, onGiveUp }: BalloonWaitProps) {
  const now = useNow(1000)
  const isLate = now - asked.at >= patience
  const progress = formatBytesOf(move.moved, move.toMove)
  const verb = move.gives ? 'given back' : 'taken'
  return (
    <div role="status" aria-label="Balloon" className="grid justify-items-start gap-1">
      <ToneText tone={isLate ? 'warn' : 'accent'} icon={isLate ? 'alert' : 'spinner'}>
        <span className="min-w-0">
          asked: {formatBytes(asked.to)}; the guest has {verb} {progress}
        </span>
      </ToneText>
      <Progress label="Balloon" value={move.moved} max={move.toMove} text={progress} className="w-full" />
      {isLate && (
        <>
          <p className="text-label text-ink-3">
            {move.moved === 0
              ? 'No change yet. The guest must be running and have the virtio-balloon driver loaded.'
              : 'The guest may have no more memory to spare.'}
          </p>
          <Button
            size={24}
            onClick={onGiveUp}
            tip="Only this page stops waiting. The guest keeps the request."
          >
            Stop waiting
          </Button>
        </>
      )}
    </div>
  )
}
