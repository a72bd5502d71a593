import { useState } from 'react'
import { balloonFloor, balloonMove } from '#model/balloon.ts'
import { memorySize } from '#model/memory.ts'
import { useGuestMemory } from '#query/use-guest-memory.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { later } from '#ui/later.tsx'
import type { BalloonControlProps } from './balloon-control.tsx'
import { BalloonMeter } from './balloon-meter.tsx'
import type { BalloonVm } from './balloon-vm.ts'
import type { AskedSize } from './balloon-wait.tsx'
import { NoBalloon } from './no-balloon.tsx'

const BalloonWait = later(async () => (await import('./balloon-wait.tsx')).BalloonWait)
const BalloonControl = later(async () => (await import('./balloon-control.tsx')).BalloonControl)

/** How much memory the balloon leaves the guest, and how to change that. */
export function BalloonPanel({ vm, brief }: { vm: BalloonVm; brief: boolean }) {
  const { data, error } = vm.useRead('query-balloon')
  const summary = vm.useRead('query-memory-size-summary').data
  const guest = useGuestMemory(vm)
  const [asked, setAsked] = useState<AskedSize>()
  if (!data || error?.kind === 'refused') return <NoBalloon error={error} />
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
      <Dialog open={isOpen} onClose={close} title={`Memory that the balloon leaves ${vm.name}`}>
        <BalloonControl
          {...props}
          onAsked={(to) => {
            onAsked(to)
            close()
          }}
        />
      </Dialog>
    </>
  )
}
