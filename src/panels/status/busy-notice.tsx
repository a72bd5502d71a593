import type { ReactNode } from 'react'
import type { ConnectionState } from '#qmp/connection.ts'
import { CodeBlock } from '#ui/code-block.tsx'
import { Notice } from '#ui/notice.tsx'
import type { StatusVm } from './status-vm.ts'
import { Ago, When } from './when.tsx'

interface Props {
  vm: StatusVm
  busy: NonNullable<(ConnectionState & { phase: 'ready' })['busy']>
}

/** A signal may come or go at any time, and nothing tells of it. */
const readEvery = 2000

/** QEMU has not answered for long. Nothing is given up: a late answer still counts (C-07). */
export function BusyNotice({ vm, busy }: Props) {
  const process = vm.useProcess(readEvery).data
  const since = (
    <>
      <When at={busy.since} precision="second" />, <Ago at={busy.since} />
    </>
  )
  if (process?.state?.toUpperCase() === 'T') return <Halted pid={process.pid} since={since} />
  return (
    <Notice
      tone="warn"
      icon="spinner"
      loud
      detail="QEMU answers in order, so later commands wait, too. Nothing is sent twice; a late answer still counts."
    >
      <b>
        QEMU does not answer: <code>{busy.command}</code> was sent at {since} ago.
      </b>
    </Notice>
  )
}

/** The process itself is stopped, so nothing in the VM runs, whatever its run state was. */
function Halted({ pid, since }: { pid: number; since: ReactNode }) {
  return (
    <Notice
      tone="bad"
      icon="pause"
      loud
      detail={
        <>
          <p>A signal (SIGSTOP, Ctrl Z) or a debugger stopped it. On its host this lets it go on:</p>
          <CodeBlock code={`kill -CONT ${pid}`} className="mt-1" />
        </>
      }
    >
      <b>
        The QEMU process, pid {pid}, is stopped. It has not answered since {since} ago.
      </b>
    </Notice>
  )
}
