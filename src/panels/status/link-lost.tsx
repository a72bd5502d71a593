import type { QmpError } from '#qmp/errors.ts'
import { LongText } from '#ui/long-text.tsx'
import { Notice } from '#ui/notice.tsx'
import { LastLines } from './last-lines.tsx'
import { isDashboardAway, linkAdvice } from './link-advice.ts'
import { NextTry, TryNow } from './next-try.tsx'
import { StartAgain } from './start-again.tsx'
import type { StatusVm } from './status-vm.ts'
import { Ago, When } from './when.tsx'

/** The link was lost: all that the page shows is old. */
export function LinkLost({ vm, lostAt }: { vm: StatusVm; lostAt: number }) {
  const lostBy = vm.useSnapshot((snapshot) => snapshot.lostBy)
  const failure = vm.useSnapshot((snapshot) => snapshot.failure)
  return (
    <Notice
      tone="grey"
      icon="unknown"
      loud
      detail={
        <>
          <LongText text={wordsOf(lostBy, failure)} /> <ProcessNow vm={vm} />{' '}
          <WhatNow vm={vm} failure={failure} /> <Unanswered vm={vm} />
          <LastLines why={lostBy} />
        </>
      }
      aside={<NextTry vm={vm} />}
      action={<TryNow vm={vm} />}
    >
      <b>
        No link to {isDashboardAway(failure ?? lostBy) ? 'the dashboard' : 'QEMU'} since{' '}
        <When at={lostAt} precision="second" />. What you see is <Ago at={lostAt} /> old.
      </b>
    </Notice>
  )
}

function wordsOf(lostBy: QmpError | undefined, failure: QmpError | undefined): string {
  const first = sentence(lostBy?.message)
  return failure === lostBy || failure?.message === lostBy?.message
    ? first
    : `${first} Since then: ${sentence(failure?.message)}`
}

/** Ends of a link that QEMU did not cause. */
const notByQemu: ReadonlySet<string> = new Set([
  'unavailable',
  'unauthorized',
  'unknown-vm',
  'too-slow',
  'protocol',
])

function WhatNow({ vm, failure }: { vm: StatusVm; failure: QmpError | undefined }) {
  if (failure?.kind === 'unreachable' && notByQemu.has(failure.end.cause)) {
    return linkAdvice(failure, undefined).words
  }
  return <StartAgain vm={vm} />
}

/** What the host says of it, where QEMU runs on the dashboard's own. */
function ProcessNow({ vm }: { vm: StatusVm }) {
  const process = vm.useProcess().data
  if (!process) return null
  return process.ended === undefined ? null : `The QEMU process, pid ${process.pid}, has ended.`
}

/** A command without an answer may have run or not, so it is not repeated. */
function Unanswered({ vm }: { vm: StatusVm }) {
  const unanswered = vm.useSnapshot((snapshot) => snapshot.unanswered)
  if (unanswered.length === 0) return null
  const many = unanswered.length > 1
  return (
    <>
      {many ? `${unanswered.length} commands` : 'One command'} had no answer,{' '}
      <code>{unanswered.join(', ')}</code>: outcome unknown, not sent again.
    </>
  )
}

function sentence(words = ''): string {
  return words === '' || /[.!?]$/.test(words) ? words : `${words}.`
}
