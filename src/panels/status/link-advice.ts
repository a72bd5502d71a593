import type { ListedVm } from '#api/types.ts'
import { qmpOption } from '#model/qmp-option.ts'
import type { QmpError, Unreachable } from '#qmp/errors.ts'
import { isForeign } from '#qmp/wire/foreign-greeting.ts'
import { type BlockerWords, blockerOf, optionFor } from '#query/blocker.ts'

/** What a person can do about a link that cannot be made. */
export interface LinkAdvice {
  words: string
  /** For QEMU's command line. */
  option?: string | undefined
}

const oneMore = '-qmp unix:/tmp/second.qmp,server=on,wait=off'

const elsewhere = {
  words: 'Give the dashboard the address of a QMP monitor. This option of QEMU adds one:',
  option: oneMore,
}

const whenItLeaves = 'This page connects as soon as that client disconnects.'

/** A monitor that does not greet, and why, as far as it is known. */
function whenSilent({ code, alone, listener, option = oneMore }: Unreachable['end']): LinkAdvice {
  if (listener) return notQemu
  if (code === 'stopped' || alone) return { words: 'This page connects as soon as QEMU answers.' }
  return code === 'held' ? { words: oneAtATime, option } : noGreeting
}

/** A tunnel, such as that of ssh, is not QEMU either. */
const notQemu = {
  words:
    'Check the address: a QMP monitor of QEMU, or a tunnel to one, is needed. ' +
    'If it is a tunnel, another client may hold the monitor behind it. This page retries.',
}

const oneAtATime = `A QMP monitor serves one client at a time. ${whenItLeaves} Or give QEMU a second monitor, and the dashboard its address:`

/** Nobody knows why it does not greet; what it can be is said already. */
const noGreeting = {
  words:
    'This page retries. A QMP monitor serves one client at a time: others are libvirt, qmp-shell and other dashboards. ' +
    'If it is one of these, a second monitor helps, and the dashboard needs its address:',
  option: oneMore,
}

const halfGreeting = {
  words:
    'It is QEMU, but the rest of its greeting did not come: QEMU is stopped or busy, or the network is slow. This page retries.',
}

/** By what there is too much of. */
const overloaded: ReadonlyMap<string | undefined, string> = new Map([
  [
    'web-sockets',
    'The dashboard has as many connections as it allows. Close pages that nobody uses; this page retries.',
  ],
  ['streams', 'The dashboard has as many consoles open as it allows. Close some; this page retries.'],
  ['qemu', 'QEMU did not take what this page sent: it is stopped or very busy. This page retries.'],
])

const garbled = { words: 'It started as QMP, then sent something else. This page retries.' }

/** What the dashboard knows to be in the way, where that is what `why` is about. */
export function blockerBehind(why: QmpError, listed: ListedVm | undefined): BlockerWords | undefined {
  if (!listed || why.kind !== 'unreachable') return undefined
  // A VM that was given, too: the list has the whole of what the close could only begin to say.
  const { code = '' } = why.end
  if (['forbidden', 'held', 'stopped'].includes(code) && listed.why?.code === code)
    return { words: listed.detail, option: optionFor(listed) }
  const isAtSocket = ['silent', 'unreachable'].includes(why.end.cause)
  return isAtSocket ? blockerOf(listed) : undefined
}

/** What to do after `why`, the answer to the last try to connect to `address`; a blocker names its way out itself. */
export function linkAdvice(why: QmpError, address: string | undefined, blocker?: BlockerWords): LinkAdvice {
  const option = blocker?.option
  if (option !== undefined) return { words: isSilent(why) ? whenItLeaves : '', option }
  if (blocker && !isSilent(why)) return { words: '' }
  if (why.kind === 'garbled') return garbled
  if (why.kind !== 'unreachable' || isForeign(why.end.heard)) return elsewhere
  switch (why.end.cause) {
    case 'silent':
      if (why.end.heard === 'qmp') return halfGreeting
      return whenSilent(why.end)
    case 'unavailable':
      return {
        words:
          (why.end.code === 'overloaded' ? overloaded.get(why.end.what) : undefined) ??
          'Check that the dashboard is still running. The VM is not affected.',
      }
    case 'too-slow':
      return { words: 'This page could not keep up with QEMU, and retries.' }
    case 'protocol':
      return {
        words: 'This page retries. If it fails again, reload it: it may be older than the dashboard.',
      }
    case 'unauthorized':
      return { words: 'Open the address that the dashboard printed when it started; it contains the token.' }
    case 'unknown-vm':
      return { words: 'The dashboard was restarted without it, or it was removed.' }
    default:
      if (why.end.code === 'forbidden') return { words: '' }
      return startIt(why.end.errno, address === undefined ? undefined : qmpOption(address))
  }
}

/** Whether it is the dashboard that is away, and nothing is known of QEMU. */
export function isDashboardAway(why: QmpError | undefined): boolean {
  return why?.kind === 'unreachable' && why.end.cause === 'unavailable' && why.end.code !== 'overloaded'
}

function isSilent(why: QmpError): boolean {
  return why.kind === 'unreachable' && why.end.cause === 'silent'
}

/** A command line helps where nothing is there yet; QEMU would replace a file that is there and is no socket. */
function startIt(errno: string | undefined, option: string | undefined): LinkAdvice {
  const nothingThere = errno === 'ECONNREFUSED' || errno === 'ENOENT'
  return option === undefined || !nothingThere
    ? { words: 'Check that QEMU is running and the address is right. The page then connects by itself.' }
    : { words: 'Start QEMU with this option. The page then connects by itself.', option }
}
