import { calmScenario, type Scenario } from './scenario.ts'

interface Entry {
  /** One line for a menu. */
  description: string
  differs?: Partial<Scenario>
}

const markup = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
const wild = `${markup} \u202egnp.exe\u202c Ω≈ç√ 😀 \u0000\u001b[31m ${'very '.repeat(200)}long`

const table = {
  default: {
    description: 'A VM that runs: it answers the power button, moves its balloon, reads and writes',
  },
  paused: { description: 'Paused by an operator', differs: { runState: 'paused' } },
  prelaunch: {
    description: 'Started with -S: waits for the first resume',
    differs: { runState: 'prelaunch' },
  },
  preconfig: {
    description: 'Started with --preconfig: most commands wait until the machine is made',
    differs: { runState: 'prelaunch', preconfig: true },
  },
  inmigrate: { description: 'Waits for an incoming migration', differs: { runState: 'inmigrate' } },
  suspended: { description: 'The guest sleeps and can be woken up', differs: { runState: 'suspended' } },
  shutdown: {
    description: 'The guest is off and QEMU stays (-no-shutdown)',
    differs: { runState: 'shutdown', noShutdown: true },
  },
  'no-shutdown': {
    description: 'QEMU stays when the guest has shut down (-no-shutdown)',
    differs: { noShutdown: true },
  },
  'no-reboot': {
    description: 'A reset ends in state shutdown (-no-reboot -no-shutdown)',
    differs: { noShutdown: true, noReboot: true },
  },
  'stubborn-guest': {
    description: 'The guest ignores the power button',
    differs: { ignoresPowerButton: true },
  },
  'io-error': {
    description:
      'After 5 s the disk is full: resuming fails until room is made, which takes a minute or 3 tries',
    differs: { trouble: { kind: 'io-error', after: 5000, again: 62, tries: 3, roomAfter: 60_000 } },
  },
  'guest-panicked': {
    description: 'After 5 s the guest panics and is stopped',
    differs: {
      trouble: {
        kind: 'halt',
        after: 5000,
        state: 'guest-panicked',
        event: 'GUEST_PANICKED',
        data: { action: 'pause' },
      },
    },
  },
  watchdog: {
    description: 'After 5 s the watchdog stops the guest',
    differs: {
      trouble: {
        kind: 'halt',
        after: 5000,
        state: 'watchdog',
        event: 'WATCHDOG',
        data: { action: 'pause' },
      },
    },
  },
  busy: { description: 'Another client holds the socket: no greeting, ever', differs: { greets: false } },
  slow: { description: 'Every answer takes 2 s', differs: { replyDelay: 2000 } },
  stuck: {
    description: 'The command stop is never answered, nor what follows it',
    differs: { stuckOn: 'stop' },
  },
  drop: {
    description: 'The connection breaks in the middle of the answer to stop',
    differs: { dropOn: 'stop' },
  },
  pretty: { description: 'Messages over many lines (pretty=on)', differs: { pretty: true } },
  storm: {
    description: 'After 3 s, 2,000 events a second for 10 s',
    differs: { noise: { kind: 'storm', after: 3000, lasts: 10_000, perSecond: 2000 } },
  },
  'event-first': {
    description: 'An event comes before the greeting',
    differs: {
      beforeGreeting: [
        '{"timestamp": {"seconds": 1267020223, "microseconds": 435656}, "event": "VSERPORT_CHANGE", "data": {"open": true, "id": "channel0"}}',
      ],
    },
  },
  'stale-reply': {
    description: 'The greeting is followed by the answer to the previous client',
    differs: { afterGreeting: ['{"return": {}, "id": "OLD"}'] },
  },
  garbage: {
    description: 'Every 5 s comes JSON that is not QMP',
    differs: { noise: { kind: 'text', every: 5000, text: '{"jsonrpc": "2.0", "method": "hello"}\r\n' } },
  },
  noise: {
    description: 'Every 5 s comes text that is no message at all',
    differs: { noise: { kind: 'text', every: 5000, text: 'virtqueue: spurious kick\r\n' } },
  },
  hmp: { description: 'The port of a human monitor, not of QMP', differs: { humanMonitor: true } },
  hostile: {
    description: 'Names full of markup, control characters and emoji, and very long',
    differs: {
      vmName: wild,
      texts: {
        '/var/lib/vm/disk.qcow2': `/var/lib/vm/${wild}.qcow2`,
        serial0: wild,
        'unix:/var/lib/vm/serial.sock,server=on': `unix:${wild}`,
        'QEMU HID Tablet': wild,
        'VGA controller': markup,
        '127.0.0.1': markup,
        'pc.ram': wild,
      },
    },
  },
  unknown: {
    description: 'States, events and members that no client knows',
    differs: {
      runState: '__com.example_dreaming',
      members: { '__com.example_mood': { colour: 'blue', depth: 3 } },
      noise: { kind: 'event', every: 5000, event: '__COM.EXAMPLE_WEATHER', data: { sky: 'clear' } },
    },
  },
  'era-1.0': { description: 'QEMU 1.0, without out-of-band and without a schema', differs: { era: '1.0' } },
  'era-0.13': { description: 'QEMU 0.13, the first with negotiation', differs: { era: '0.13' } },
  'era-0.12': {
    description: 'QEMU 0.12, whose greeting has no version and which negotiates nothing',
    differs: { era: '0.12' },
  },
} as const satisfies Record<string, Entry>

const entries: ReadonlyMap<string, Entry> = new Map(Object.entries(table))

/** Names of all scenarios, the plain one first. */
export const scenarioNames: readonly string[] = [...entries.keys()]

/** Several are joined by a comma, `paused,pretty`; of what they contradict each other in, the last one counts. */
export function isScenario(name: string): boolean {
  return name.split(',').every((part) => entries.has(part))
}

/** What happens in the scenario, in one line; empty for a name that is none. */
export function scenarioDescription(name: string): string {
  return entries.get(name)?.description ?? ''
}

/** @throws RangeError for a name that is none */
export function findScenario(name: string): Scenario {
  const found = name.split(',').map((part) => entries.get(part))
  if (found.includes(undefined)) throw new RangeError(`No scenario is named "${name}"`)
  return Object.assign({}, calmScenario, ...found.map((entry) => entry?.differs))
}
