import { askGuest } from '#model/guest-memory.ts'
import { formatDateTime, formatDuration } from '#model/time.ts'
import type { GuestReport } from '#query/use-guest-memory.ts'
import { useNow } from '#query/use-now.ts'
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
  const isLinked = vm.useWatched(({ link }) => link.phase === 'ready')
  if (device === undefined) return null
  if (device === null) {
    return (
      <EmptyNote
        hint={
          <>
            It tells through a balloon device: <code>-device virtio-balloon-pci</code>
          </>
        }
      >
        What the guest uses is not known.
      </EmptyNote>
    )
  }
  if (interval === 0) {
    return (
      <EmptyNote
        action={<Interval vm={vm} device={device} seconds={askEvery} label={`Ask every ${askEvery} s`} />}
      >
        What the guest uses is not known: nobody has told QEMU to ask it.
      </EmptyNote>
    )
  }
  if (!memory) {
    return (
      <EmptyNote hint="It needs its virtio-balloon driver, on Windows the balloon service, too.">
        QEMU asks the guest what it uses, and the guest has not answered yet.
      </EmptyNote>
    )
  }
  return (
    <>
      {isLinked && <Late at={memory.reportedAt} interval={interval} />}
      {!brief && interval !== undefined && (
        <div className="flex flex-wrap items-center gap-2 text-label text-ink-3">
          QEMU asks the guest every {interval} s.
          <Interval vm={vm} device={device} seconds={0} label="Stop asking" />
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

/** A guest that stands, or hangs, does not report: then the figures are of before. */
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
