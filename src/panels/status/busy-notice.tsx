import type { ConnectionState } from '#qmp/connection.ts'
import { Notice } from '#ui/notice.tsx'
import { Ago, When } from './when.tsx'

type Busy = NonNullable<(ConnectionState & { phase: 'ready' })['busy']>

/** QEMU has not answered for long. Nothing is given up: a late answer still counts (C-07). */
export function BusyNotice({ busy }: { busy: Busy }) {
  return (
    <Notice
      tone="warn"
      icon="spinner"
      loud
      detail="QEMU answers in order, so later commands wait, too. Nothing is sent twice; a late answer still counts."
    >
      <b>
        QEMU is busy: <code>{busy.command}</code> has waited for its answer since{' '}
        <When at={busy.since} precision="second" />, <Ago at={busy.since} />.
      </b>
    </Notice>
  )
}
