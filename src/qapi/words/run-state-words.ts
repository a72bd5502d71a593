import { hex, part, word } from './guards.ts'
import { type EventWords, type Sentence, type Severity, say } from './sentence.ts'

export const runStateWords = {
  STOP: () => say('warn', 'The VM stands still.'),
  RESUME: () => say('ok', 'The VM runs again.'),
  POWERDOWN: () => say('info', 'The power button was pressed; the guest decides.'),
  SHUTDOWN: ({ guest, reason }) => ending(shutdowns, reason, guest, 'shut the VM down'),
  RESET: ({ guest, reason }) => ending(resets, reason, guest, 'reset the VM'),
  SUSPEND: () => say('info', 'The guest went to sleep and keeps its memory.'),
  SUSPEND_DISK: () => say('info', 'The guest saved itself to disk and powers off.'),
  WAKEUP: () => say('ok', 'The guest woke up.'),
  WATCHDOG: ({ action }) => say('bad', `The guest stopped feeding its watchdog. ${watchdog(word(action))}`),
  GUEST_PANICKED: ({ action, info }) =>
    say('bad', `The guest panicked${panic(info)}. ${panicAction(word(action))}`),
  GUEST_CRASHLOADED: ({ info }) =>
    say('bad', `The guest panicked${panic(info)}. Its crash kernel took over, so it goes on.`),
  GUEST_PVSHUTDOWN: () => say('info', 'The guest asked QEMU to shut it down.'),
  DEBUG: () => say('warn', 'The VM stopped for a debugger.'),
} satisfies Partial<EventWords>

type Endings = Readonly<Record<string, readonly [Severity, string]>>

const shutdowns: Endings = {
  'host-error': ['bad', 'An error on the host ends the VM.'],
  'host-qmp-quit': ['warn', 'QEMU quits, as a monitor told it.'],
  'host-qmp-system-reset': ['warn', 'A reset ends the VM, since QEMU runs with -no-reboot.'],
  'host-signal': ['warn', 'A signal on the host told QEMU to end.'],
  'host-ui': ['warn', 'The window of QEMU was closed.'],
  'guest-shutdown': ['info', 'The guest shut itself down.'],
  'guest-reset': ['info', 'The guest reset itself, which ends the VM: QEMU runs with -no-reboot.'],
  'guest-panic': ['bad', 'The guest panicked, and QEMU shuts it down.'],
}

const resets: Endings = {
  'host-qmp-system-reset': ['warn', 'The VM was reset by a monitor.'],
  'host-signal': ['warn', 'A signal on the host reset the VM.'],
  'host-ui': ['warn', 'The VM was reset from the window of QEMU.'],
  'guest-reset': ['info', 'The guest rebooted.'],
  'guest-panic': ['bad', 'The guest panicked, and QEMU resets it.'],
  'subsystem-reset': ['info', 'A part of the machine was reset.'],
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
      return 'QEMU ends the VM (action: poweroff).'
    case 'pause':
      return 'QEMU stops the VM (action: pause).'
    case 'inject-nmi':
      return 'QEMU sends it an NMI (action: inject-nmi).'
    default:
      return `QEMU does nothing about it (action: ${action || 'not said'}).`
  }
}

function panicAction(action: string): string {
  if (action === 'pause') return 'QEMU stops the VM (action: pause).'
  if (action === 'poweroff') return 'QEMU ends the VM (action: poweroff).'
  return `QEMU lets it go on (action: ${action || 'not said'}).`
}

/** What the guest said of its panic: a Windows stop code, or why an s390 CPU gave up. */
function panic(info: unknown): string {
  const { type, arg1, reason, core } = part(info)
  if (type === 'hyper-v' && hex(arg1)) return `, stop code ${hex(arg1)}`
  if (type !== 's390' || !word(reason)) return ''
  return `: ${word(reason)}${word(core) && ` on CPU ${word(core)}`}`
}
