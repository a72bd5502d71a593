import { blockDamage } from '#model/block-damage.ts'
import { blockDeviceRows } from '#model/block-devices.ts'
import type { Fault } from '#model/faults.ts'
import { usePanelFaults, useSee } from '#query/use-faults.ts'
import { Button } from '#ui/button.tsx'
import { LongText } from '#ui/long-text.tsx'
import { Notice } from '#ui/notice.tsx'
import { titleFollows } from '#ui/page-heading.tsx'
import { ToneText } from '#ui/tone-text.tsx'
import type { StatusVm } from './status-vm.ts'
import { When } from './when.tsx'

/** What went wrong while the VM went on, until the person at this browser has seen it or it is well again. */
export function FaultNotice({ vm }: { vm: StatusVm }) {
  const blocks = vm.useRead('query-block').data
  // The disks ask for the counters while they are on screen.
  const stats = vm.useRead('query-blockstats').data
  const rows = blockDeviceRows(blocks, stats)
  const faults = usePanelFaults(vm, rows, blockDamage(blocks, rows)).filter(({ isSeen }) => !isSeen)
  const see = useSee(vm.id)
  const [first, ...more] = faults
  if (!first) return null
  const tone = faults.some(({ severity }) => severity === 'bad') ? 'bad' : 'warn'
  return (
    <Notice
      tone={tone}
      icon="alert"
      loud
      detail={more.length > 0 ? <FaultList faults={faults} /> : <Extent fault={first} />}
      action={
        <Button
          ref={titleFollows}
          tip="Hides this in this browser while it goes on. If it stops and begins again, it is shown."
          onClick={() => see(faults)}
        >
          Seen
        </Button>
      }
    >
      <b>
        {more.length > 0 ? (
          `Trouble while the VM runs on: ${faults.length} faults.`
        ) : (
          <LongText text={first.sentence} />
        )}
      </b>
    </Notice>
  )
}

function FaultList({ faults }: { faults: readonly Fault[] }) {
  return (
    <ul className="grid gap-1">
      {faults.map((fault) => (
        <li key={fault.key}>
          <ToneText tone={fault.severity} icon="alert">
            <LongText text={fault.sentence} />
          </ToneText>{' '}
          <Extent fault={fault} />
        </li>
      ))}
    </ul>
  )
}

function Extent({ fault: { from, to, times } }: { fault: Fault }) {
  if (times === undefined) return null
  if (times === 1) {
    return (
      <>
        At <When at={to} />.
      </>
    )
  }
  return (
    <>
      {times} times since <When at={from} precision="second" />, last at <When at={to} />.
    </>
  )
}
