import { askGuest } from '#model/guest-memory.ts'
import { formatDateTime, formatDuration } from '#model/time.ts'
import type { GuestReport } from '#query/use-guest-memory.ts'
import { useNow } from '#query/use-now.ts'
import { useVirtioBus } from '#query/use-virtio-bus.ts'
import { ActButton } from '#ui/act-button.tsx'
import { EmptyNote } from '#ui/empty-note.tsx'
import type { MemoryVm } from './memory-vm.ts'

interface Props {
  vm: MemoryVm
  guest: GuestReport
  brief: boolean
}

/** Seconds: often enough to see a guest swell, rarely enough that it does not notice. */
const askEvery = 5

/** Why it is not known what the guest uses, and what would tell; nothing where all is well. */
export function AskGuest({ vm, guest, brief }: Props) {
  const { device, interval, memory } = guest
  const bus = useVirtioBus(vm)
  const isLinked = vm.useSnapshot(({ link }) => link.phase === 'ready')
  if (device === undefined) return null
  if (device === null) {
    return (
      <EmptyNote
        hint={
          bus && (
            <>
              It needs a balloon device: <code>-device virtio-balloon-{bus}</code> on QEMU’s command line.
            </>
          )
        }
      >
        Guest memory use is not known.
      </EmptyNote>
    )
  }
  if (interval === 0) {
    return (
      <EmptyNote
        action={<Interval vm={vm} device={device} seconds={askEvery} label={`Poll every ${askEvery} s`} />}
      >
        Guest memory use is not polled.
      </EmptyNote>
    )
  }
  if (!memory) {
    return (
      <EmptyNote hint="It needs the virtio-balloon driver; on Windows also the balloon service.">
        The guest has not reported its memory use yet.
      </EmptyNote>
    )
  }
  return (
    <>
      {isLinked && <Late at={memory.reportedAt} interval={interval} />}
      {!brief && interval !== undefined && (
        <div className="flex flex-wrap items-center gap-2 text-label text-ink-3">
          QEMU polls the guest every {interval} s.
          <Interval vm={vm} device={device} seconds={0} label="Stop polling" />
        </div>
      )}
    </>
  )
}

interface IntervalProps {
  vm: MemoryVm
  device: string
  seconds: number
  label: string
}

function Interval({ vm, device, seconds, label }: IntervalProps) {
  const act = vm.useAct(askGuest(label, device, seconds))
  return <ActButton act={act} size={24} refusal={{ className: 'mt-2' }} />
}

/** A stopped or hung guest does not report, so the figures are stale. */
function Late({ at, interval }: { at: number | undefined; interval: number | undefined }) {
  const now = useNow(1000)
  const age = at === undefined ? 0 : now - at
  if (at === undefined || age < Math.max(10_000, (interval ?? askEvery) * 3000)) return null
  return (
    <EmptyNote>
      The guest reported <span title={formatDateTime(at)}>{formatDuration(age)} ago</span> for the last time.
    </EmptyNote>
  )
}
