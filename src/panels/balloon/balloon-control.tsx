import { useId, useState } from 'react'
import { type BalloonFloor, setBalloon } from '#model/balloon.ts'
import { formatBytes } from '#model/units.ts'
import { ActButton, ActRefusal } from '#ui/act-button.tsx'
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
  // Until it is touched, it shows the current value.
  const [edited, setEdited] = useState<{ mib: number | undefined }>()
  const mib = edited ? edited.mib : Math.round(now / MiB)
  const bytes = (mib ?? 0) * MiB
  const isLow = mib !== undefined && bytes < floor.bytes && bytes < now
  const act = vm.useAct(setBalloon(vm.name, bytes, now, floor))
  const range = useId()
  const outside = whyOutside(mib, total)
  const edit = (next: number | undefined) => setEdited({ mib: next })
  const done = () => {
    setEdited(undefined)
    onAsked(bytes)
  }
  return (
    <div className="grid gap-1">
      {/* The words below say what is possible, so the browser's own do not. */}
      <form
        noValidate
        onSubmit={(event) => event.preventDefault()}
        className="flex flex-wrap items-center gap-x-3 gap-y-2"
      >
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
        <ActButton
          act={act}
          type="submit"
          why={outside ?? whyNotAgain(mib, now)}
          onDone={done}
          refusal="elsewhere"
        />
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
      <ActRefusal acts={[act]} />
    </div>
  )
}

/** Both bounds: a balloon takes memory away and gives it back, but adds none. */
function rangeWords(total: number | undefined): string {
  if (total === undefined) return 'A whole number of MiB, at least 1'
  return `A whole number from 1 to ${Math.floor(total / MiB)} MiB, the memory of the VM`
}

function whyOutside(mib: number | undefined, total: number | undefined): string | undefined {
  const isInside = mib !== undefined && Number.isInteger(mib) && mib >= 1
  return isInside && (total === undefined || mib * MiB <= total)
    ? undefined
    : `${rangeWords(total)}, is possible.`
}

function whyNotAgain(mib: number | undefined, now: number): string | undefined {
  return Math.round(now / MiB) === mib ? 'The guest already has this size, or was asked for it.' : undefined
}

/** The slider goes by about a hundredth, in powers of two; the number beside it is exact. */
function stepFor(total: number): number {
  return Math.max(1, 2 ** Math.floor(Math.log2(total / MiB / 100)))
}
