import { type ReactNode, useState } from 'react'
import { balloonFloor, balloonMove } from '#model/balloon.ts'
import { memorySize } from '#model/memory.ts'
import { type Count, formatBytes } from '#model/units.ts'
import type { QmpError } from '#qmp/errors.ts'
import { useGuestMemory } from '#query/use-guest-memory.ts'
import { useVirtioBus } from '#query/use-virtio-bus.ts'
import { Button } from '#ui/button.tsx'
import { EmptyNote } from '#ui/empty-note.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { LongText } from '#ui/long-text.tsx'
import { Meter } from '#ui/meter.tsx'
import { Unanswered } from '#ui/unanswered.tsx'
import type { BalloonControlProps } from './balloon-control.tsx'
import type { BalloonVm } from './balloon-vm.ts'
import type { AskedSize } from './balloon-wait.tsx'

const Dialog = lazyComponent(async () => (await import('#ui/dialog.tsx')).Dialog)
const BalloonWait = lazyComponent(async () => (await import('./balloon-wait.tsx')).BalloonWait)
const BalloonControl = lazyComponent(async () => (await import('./balloon-control.tsx')).BalloonControl)

/** How much memory the balloon leaves the guest, and how to change that. */
export function BalloonPanel({ vm, brief }: { vm: BalloonVm; brief: boolean }) {
  const { data, error } = vm.useRead('query-balloon')
  const summary = vm.useRead('query-memory-size-summary').data
  const guest = useGuestMemory(vm)
  const [asked, setAsked] = useState<AskedSize>()
  if (!data || error?.kind === 'refused') return <NoBalloon vm={vm} error={error} />
  const { total } = memorySize(summary, data)
  const actual = Number(data.actual)
  const move = asked && balloonMove(asked.from, asked.to, actual)
  if (move?.done) setAsked(undefined)
  const control = {
    vm,
    now: asked?.to ?? actual,
    total: total === undefined ? undefined : Number(total),
    floor: balloonFloor(actual, total, guest.memory),
    onAsked: (to: number) => setAsked({ from: actual, to, at: vm.now() }),
  }
  return (
    <div className="grid gap-2">
      <BalloonMeter actual={actual} total={total} action={brief && <ControlInDialog {...control} />} />
      {asked && move && <BalloonWait asked={asked} move={move} onGiveUp={() => setAsked(undefined)} />}
      {!brief && <BalloonControl {...control} />}
    </div>
  )
}

function ControlInDialog(props: BalloonControlProps) {
  const { vm, onAsked } = props
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button size={24} why={vm.whyNot('balloon')} onClick={() => setOpen(true)}>
        Set…
      </Button>
      {isOpen && (
        <Dialog open onClose={close} title={`Balloon of ${vm.name}`}>
          <BalloonControl
            {...props}
            onAsked={(to) => {
              onAsked(to)
              close()
            }}
          />
        </Dialog>
      )}
    </>
  )
}

interface BalloonMeterProps {
  /** Bytes. */
  actual: number
  total: Count | undefined
  /** At the right of the sentence, with a bar below both; without it the slider below is bar enough. */
  action?: ReactNode
}

/** What the balloon leaves the guest, of what the VM has. */
function BalloonMeter({ actual, total, action }: BalloonMeterProps) {
  const left = formatBytes(actual)
  const of = total === undefined ? '' : ` of ${formatBytes(total)}`
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p>
          Leaves the guest <b>{left}</b>
          {of}
        </p>
        {action}
      </div>
      {action && total !== undefined && (
        <Meter
          label="Memory left to the guest"
          value={actual}
          max={Number(total)}
          text={left + of}
          className="mt-1"
        />
      )}
    </div>
  )
}

/** There is no size to show: no device, no way to use one, or no answer yet. */
function NoBalloon({ vm, error }: { vm: BalloonVm; error: QmpError | undefined }) {
  const bus = useVirtioBus(vm)
  const errorClass = error?.kind === 'refused' ? error.class : undefined
  if (errorClass === 'DeviceNotActive') {
    return (
      <EmptyNote
        hint={
          bus && (
            <>
              <code>-device virtio-balloon-{bus}</code> on QEMU’s command line adds one.
            </>
          )
        }
      >
        This VM has no balloon device.
      </EmptyNote>
    )
  }
  if (errorClass === 'KVMMissingCap') {
    return (
      <EmptyNote hint={<LongText text={error?.message ?? ''} />}>
        KVM on this host does not support ballooning.
      </EmptyNote>
    )
  }
  return <Unanswered error={error} lines={2} />
}
