import { hex, part, word } from './guards.ts'
import { type EventWords, type Sentence, type Severity, say } from './sentence.ts'

export const runStateWords = {
  STOP: () => say('warn', 'The VM is paused.'),
  RESUME: () => say('ok', 'The VM is running again.'),
  POWERDOWN: () => say('info', 'The power button was pressed; the guest decides what to do.'),
  SHUTDOWN: ({ guest, reason }) => ending(shutdowns, reason, guest, 'shut the VM down'),
  RESET: ({ guest, reason }) => ending(resets, reason, guest, 'reset the VM'),
  SUSPEND: () => say('info', 'The guest suspended to RAM.'),
  SUSPEND_DISK: () => say('info', 'The guest suspended to disk and powers off.'),
  WAKEUP: () => say('ok', 'The guest woke up.'),
  WATCHDOG: ({ action }) =>
    say('bad', `The guest did not reset its watchdog in time. ${watchdog(word(action))}`),
  GUEST_PANICKED: ({ action, info }) =>
    say('bad', `The guest panicked${panic(info)}. ${panicAction(word(action))}`),
  GUEST_CRASHLOADED: ({ info }) =>
    say('bad', `The guest panicked${panic(info)}. Its crash kernel took over.`),
  GUEST_PVSHUTDOWN: () => say('info', 'The guest asked QEMU to shut it down.'),
  DEBUG: () => say('warn', 'The VM stopped for a debugger.'),
} satisfies Partial<EventWords>

type Endings = Readonly<Record<string, readonly [Severity, string]>>

const shutdowns: Endings = {
  'host-error': ['bad', 'A host error shut the VM down.'],
  'host-qmp-quit': ['warn', 'QEMU quits, as a monitor asked.'],
  'host-qmp-system-reset': ['warn', 'A reset shut the VM down: QEMU runs with -no-reboot.'],
  'host-signal': ['warn', 'A signal on the host asked QEMU to shut down.'],
  'host-ui': ['warn', 'The QEMU window was closed.'],
  'guest-shutdown': ['info', 'The guest shut itself down.'],
  'guest-reset': ['info', 'The guest rebooted, which shut the VM down: QEMU runs with -no-reboot.'],
  'guest-panic': ['bad', 'The guest panicked, and QEMU shuts it down.'],
}

const resets: Endings = {
  'host-qmp-system-reset': ['warn', 'The VM was reset by a monitor.'],
  'host-signal': ['warn', 'A signal on the host reset the VM.'],
  'host-ui': ['warn', 'The VM was reset from the QEMU window.'],
  'guest-reset': ['info', 'The guest rebooted.'],
  'guest-panic': ['bad', 'The guest panicked, and QEMU resets it.'],
  'subsystem-reset': ['info', 'A subsystem of the machine was reset.'],
  'snapshot-load': ['info', 'The machine was reset to load a snapshot.'],
}

/** Reasons are given since 4.0, who did it since 2.10 (V-10). */
function ending(endings: Endings, reason: unknown, guest: unknown, deed: string): Sentence {
  const why = word(reason)
  const known = Object.hasOwn(endings, why) ? endings[why] : undefined
  if (known) return say(known[0], known[1])
  const who = guest === true ? 'The guest' : guest === false ? 'The host' : 'Something'
  return say('warn', why === '' || why === 'none' ? `${who} ${deed}.` : `${who} ${deed} (reason: ${why}).`)
}

function watchdog(action: string): string {
  switch (action) {
    case 'reset':
      return 'QEMU resets the VM (action: reset).'
    case 'shutdown':
      return 'QEMU asks the guest to shut down (action: shutdown).'
    case 'poweroff':
      return 'QEMU powers the VM off (action: poweroff).'
    case 'pause':
      return 'QEMU stops the VM (action: pause).'
    case 'inject-nmi':
      return 'QEMU sends it an NMI (action: inject-nmi).'
    default:
      return `QEMU does nothing (action: ${action || 'unknown'}).`
  }
}

function panicAction(action: string): string {
  if (action === 'pause') return 'QEMU stops the VM (action: pause).'
  if (action === 'poweroff') return 'QEMU powers the VM off (action: poweroff).'
  return `QEMU lets it continue (action: ${action || 'unknown'}).`
}

/** What the guest said of its panic: a Windows stop code, or why an s390 CPU gave up. */
function panic(info: unknown): string {
  const { type, arg1, reason, core } = part(info)
  if (type === 'hyper-v' && hex(arg1)) return `, stop code ${hex(arg1)}`
  if (type !== 's390' || !word(reason)) return ''
  return `: ${word(reason)}${word(core) && ` on CPU ${word(core)}`}`
}
