import { text } from './answer.ts'
import type { SeenEvent } from './episode.ts'
import { type Explain, type Explanation, fact } from './explanation.ts'

/** Whether an event says that the guest is off. */
export function isShutdown({ name }: SeenEvent): boolean {
  return name === 'SHUTDOWN'
}

type Said = Pick<Explanation, 'title' | 'short'>

const byReset = ', and QEMU was started with -no-reboot'

/** By `reason` of SHUTDOWN, which is there since 4.0. */
const reasons: Readonly<Record<string, Said>> = {
  'guest-shutdown': { title: 'The guest has shut down', short: 'by the guest' },
  'guest-reset': { title: `The guest rebooted${byReset}`, short: 'guest reset, -no-reboot' },
  'guest-panic': {
    title: 'The guest kernel panicked, and QEMU shut it down',
    short: 'guest kernel panicked',
  },
  'host-qmp-quit': { title: 'QEMU was asked to quit', short: 'by quit' },
  'host-qmp-system-reset': { title: `The VM was reset${byReset}`, short: 'system_reset, -no-reboot' },
  'host-signal': { title: 'A signal asked QEMU to shut down', short: 'by a signal' },
  'host-ui': { title: 'The QEMU window was closed', short: 'by the display' },
  'host-error': { title: 'A host error shut the guest down', short: 'host error' },
  'subsystem-reset': {
    title: `A subsystem reset the machine${byReset}`,
    short: 'subsystem reset, -no-reboot',
  },
  'snapshot-load': { title: 'A snapshot was loaded', short: 'snapshot-load' },
}

/** Older QEMUs tell only whether it was the guest (2.10), or nothing (V-10). */
function saidBy(cause: SeenEvent | undefined): Said {
  const reason = text(cause?.data?.['reason'])
  if (reason !== undefined) {
    const known = Object.hasOwn(reasons, reason) ? reasons[reason] : undefined
    return known ?? { title: `The guest is off: ${reason}`, short: reason }
  }
  if (cause?.data?.['guest'] === true) return { title: 'The guest has shut down', short: 'by the guest' }
  if (cause?.data?.['guest'] === false)
    return { title: 'The guest was shut down from the host', short: 'from the host' }
  return { title: 'The guest is off', short: '' }
}

/** shutdown: the guest is off and QEMU was started with -no-shutdown, or set to it by set-action. */
export const explainShutdown: Explain = (cause) => ({
  ...saidBy(cause),
  facts: fact('Reason', text(cause?.data?.['reason'])),
  waysOut: ['Reset, then Resume starts the guest again.', 'Quit QEMU ends the process.'],
  actions: ['Reset', 'Quit QEMU'],
})
