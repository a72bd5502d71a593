import type { Vm as ListedVm } from '#api/types.ts'
import { qmpOption } from '#model/qmp-option.ts'
import type { QmpError } from '#qmp/errors.ts'
import { isForeign } from '#qmp/wire/foreign-greeting.ts'
import { type Obstacle, obstacleOf } from '#query/obstacle.ts'

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

const oneAtATime = {
  words:
    'A QMP monitor serves one client at a time, and another one holds it: libvirt, qmp-shell or another dashboard. ' +
    `${whenItLeaves} Or give QEMU a second monitor, and the dashboard its address:`,
  option: oneMore,
}

const garbled = { words: 'It started as QMP, then sent something else. This page retries.' }

/** What the dashboard knows to be in the way, where that is what `why` is about. */
export function obstacleBehind(why: QmpError, listed: ListedVm | undefined): Obstacle | undefined {
  const isAtSocket = why.kind === 'unreachable' && ['silent', 'unreachable'].includes(why.end.cause)
  return isAtSocket && listed ? obstacleOf(listed) : undefined
}

/** What to do after `why`, the answer to the last try to connect to `address`; an obstacle names its way out itself. */
export function linkAdvice(why: QmpError, address: string | undefined, obstacle?: Obstacle): LinkAdvice {
  const option = obstacle?.option
  if (option !== undefined) return { words: isSilent(why) ? whenItLeaves : '', option }
  if (obstacle && !isSilent(why)) return { words: '' }
  if (why.kind === 'garbled') return garbled
  if (why.kind !== 'unreachable' || isForeign(why.end.heard)) return elsewhere
  switch (why.end.cause) {
    case 'silent':
      return oneAtATime
    case 'unavailable':
      return { words: 'Check that the dashboard is still running. The VM is not affected.' }
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
      return startIt(why.end.errno, address === undefined ? undefined : qmpOption(address))
  }
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
