import { type FormEvent, useId, useState } from 'react'
import { type BalloonFloor, setBalloon } from '#model/balloon.ts'
import { formatBytes } from '#model/units.ts'
import { actText } from '#panels/act-text.ts'
import { Refused } from '#panels/refused.tsx'
import { Button } from '#ui/button.tsx'
import { ConfirmDialog } from '#ui/confirm-dialog.tsx'
import { NumberInput } from '#ui/number-input.tsx'
import { Slider } from '#ui/slider.tsx'
import { ToneText } from '#ui/tone-text.tsx'
import type { BalloonVm } from './balloon-vm.ts'

export interface BalloonControlProps {
  vm: BalloonVm
  /** Bytes: what the guest has, or was asked to come to. */
  now: number
  total: number | undefined
  floor: BalloonFloor
  /** QEMU has passed it on. */
  onAsked: (bytes: number) => void
}

const MiB = 1024 * 1024

/** Asks the guest for another size; asks first where that may cost it its programs. */
export function BalloonControl({ vm, now, total, floor, onAsked }: BalloonControlProps) {
  const act = vm.useAct('balloon')
  // Until somebody touches it, it shows what is.
  const [edited, setEdited] = useState<{ mib: number | undefined }>()
  const [isAsking, setAsking] = useState(false)
  const mib = edited ? edited.mib : Math.round(now / MiB)
  const bytes = (mib ?? 0) * MiB
  const isLow = mib !== undefined && bytes < floor.bytes && bytes < now
  const wish = setBalloon(bytes)
  const range = useId()
  const outside = whyOutside(mib, total)
  const edit = (next: number | undefined) => setEdited({ mib: next })
  const send = async () => {
    if (!(await act.run(wish.arguments))) return
    setEdited(undefined)
    setAsking(false)
    onAsked(bytes)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isLow) setAsking(true)
    else void send()
  }
  return (
    <div className="grid gap-1">
      {/* The words below say what is possible, so the browser's own do not. */}
      <form noValidate onSubmit={submit} className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {total !== undefined && (
          <div className="min-w-[120px] flex-1">
            <Slider
              label="Memory for the guest"
              value={Math.min(mib ?? 0, total / MiB)}
              onChange={edit}
              min={0}
              max={total / MiB}
              step={stepFor(total)}
              text={`${mib ?? 0} MiB`}
            />
          </div>
        )}
        <NumberInput
          label="Memory for the guest"
          value={mib}
          onChange={edit}
          unit="MiB"
          min={1}
          max={total === undefined ? undefined : Math.floor(total / MiB)}
          describedBy={range}
          invalid={outside !== undefined}
        />
        <Button
          type="submit"
          busy={act.asked && !isAsking}
          why={vm.whyNot('balloon') ?? outside ?? whyNotAgain(mib, now)}
          tip={
            <>
              Asks the guest to come to this size. <code>{actText(wish)}</code>
            </>
          }
        >
          Set
        </Button>
      </form>
      <p id={range} className="text-label">
        {outside === undefined ? (
          <span className="text-ink-3">{rangeWords(total)}.</span>
        ) : (
          <ToneText tone="bad" icon="alert">
            {outside}
          </ToneText>
        )}
      </p>
      {isLow && (
        <ToneText tone="warn" icon="alert" className="text-label">
          Below {formatBytes(floor.bytes)} the guest may run out of memory.
        </ToneText>
      )}
      {act.error && !isAsking && <Refused error={act.error} onDismiss={act.dismiss} />}
      <ConfirmDialog
        open={isAsking}
        onCancel={() => setAsking(false)}
        onConfirm={() => void send()}
        icon="alert"
        title={`Leave ${vm.name} only ${formatBytes(bytes)}?`}
        code={actText(wish)}
        action="Set"
        busy={act.asked}
        why={vm.whyNot('balloon')}
        refusal={act.error && <Refused error={act.error} />}
      >
        <p>{floor.why}</p>
        <h3>What may be lost</h3>
        <ul>
          <li>Programs in the guest: a kernel without memory ends them, or panics.</li>
        </ul>
      </ConfirmDialog>
    </div>
  )
}

/** Both bounds: a balloon takes memory away and gives it back, but adds none. */
function rangeWords(total: number | undefined): string {
  if (total === undefined) return 'A whole number of MiB, 1 or more'
  return `A whole number from 1 to ${Math.floor(total / MiB)} MiB, which is all the VM has`
}

function whyOutside(mib: number | undefined, total: number | undefined): string | undefined {
  const isInside = mib !== undefined && Number.isInteger(mib) && mib >= 1
  return isInside && (total === undefined || mib * MiB <= total)
    ? undefined
    : `${rangeWords(total)}, is possible.`
}

function whyNotAgain(mib: number | undefined, now: number): string | undefined {
  return Math.round(now / MiB) === mib ? 'This is what the guest has, or was asked for.' : undefined
}

/** The slider goes by about a hundredth, in powers of two; the number beside it is exact. */
function stepFor(total: number): number {
  return Math.max(1, 2 ** Math.floor(Math.log2(total / MiB / 100)))
}
