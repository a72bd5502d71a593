import type { Vm as ListedVm } from '#api/types.ts'
import { optionIn, qmpOption } from '#model/qmp-option.ts'
import type { QmpError } from '#qmp/errors.ts'
import { namesForeigner } from '#qmp/wire/foreign-greeting.ts'
import { obstacleOf } from '#query/obstacle.ts'

/** What a person can do about a link that cannot be made. */
export interface LinkAdvice {
  words: string
  /** For QEMU's command line. */
  option?: string | undefined
}

const oneMore = '-qmp unix:/tmp/second.qmp,server=on,wait=off'

const elsewhere = {
  words: 'Start the dashboard with the address of a QMP monitor; this makes one, on QEMU’s command line:',
  option: oneMore,
}

const whenItLeaves = 'This page connects when that one leaves.'

const oneAtATime = {
  words:
    'A QMP monitor serves one client at a time: while libvirt, qmp-shell or another page holds it, all others wait. ' +
    `${whenItLeaves} Or give QEMU one more monitor, and the dashboard its address:`,
  option: oneMore,
}

const garbled = { words: 'It began as QMP does and then went on as something else. This page tries again.' }

const otherPage = { words: 'Use that page, or close it: this one connects when it leaves.' }

/** What the dashboard knows to be in the way, where that is what `why` says the beginning of. */
export function obstacleBehind(why: QmpError, listed: ListedVm | undefined): string | undefined {
  const isAtSocket = why.kind === 'unreachable' && ['silent', 'unreachable'].includes(why.end.cause)
  return isAtSocket && listed ? obstacleOf(listed) : undefined
}

/** What to do after `why`, the answer to the last try to connect to `address`; an obstacle names its way out itself. */
export function linkAdvice(why: QmpError, address: string | undefined, obstacle?: string): LinkAdvice {
  const option = obstacle && optionIn(obstacle)
  if (option) return { words: isSilent(why) ? whenItLeaves : '', option }
  if (obstacle !== undefined && !isSilent(why)) return { words: '' }
  if (why.kind === 'garbled' && !namesForeigner(why.message)) return garbled
  if (why.kind !== 'unreachable' || namesForeigner(why.end.reason)) return elsewhere
  switch (why.end.cause) {
    case 'silent':
      return why.end.reason.startsWith('Another page') ? otherPage : oneAtATime
    case 'unavailable':
      return { words: 'Look whether the dashboard still runs where you started it. The VM is not concerned.' }
    case 'too-slow':
      return { words: 'This page could not keep up with QEMU; it tries again.' }
    case 'protocol':
      return {
        words:
          'This page tries again. If it ends the same way, reload it: it may be older than the dashboard.',
      }
    case 'unauthorized':
      return { words: 'Open the address that the dashboard printed at its start; it holds the token.' }
    case 'unknown-vm':
      return { words: 'The dashboard was started anew without it, or somebody removed it.' }
    default:
      return startIt(why.end.reason, address === undefined ? undefined : qmpOption(address))
  }
}

function isSilent(why: QmpError): boolean {
  return why.kind === 'unreachable' && why.end.cause === 'silent'
}

/** A command line helps where nothing is there yet; QEMU would replace a file that is there and is no socket. */
function startIt(reason: string, option: string | undefined): LinkAdvice {
  const nothingThere = reason.includes('Is QEMU running')
  return option === undefined || !nothingThere
    ? { words: 'Look whether QEMU runs and whether the address is right; the page connects by itself.' }
    : { words: 'Start QEMU with this on its command line; the page connects by itself.', option }
}
