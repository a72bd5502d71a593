import type { Commands } from '../protocol/commands.ts'
import type { Dialect } from '../protocol/dispatcher.ts'
import type { SchemaSource } from '../schema.ts'
import type { Value, ValueObject } from '../wire/value.ts'
import { type Identity, versionTriple } from './identity.ts'
import { modernCommands } from './modern-commands.ts'
import { oldCommands } from './old-commands.ts'
import type { Vm } from './vm.ts'

export type EraName = '0.12' | '0.13' | '1.0' | '10.0'

/** How QEMU of a certain age greets and refuses, and what could be asked of it. */
export interface Era extends Dialect {
  /** Rule F-06. */
  readsOneByteLate: boolean
  version: Identity['version']
  package?: string
  greeting(identity: Identity): Value
  commands(vm: Vm, schema: SchemaSource): Commands
  /** The event as that QEMU would have sent it; undefined where it had none. */
  event(event: ValueObject): ValueObject | undefined
}

const firstEvents = ['SHUTDOWN', 'RESET', 'POWERDOWN', 'STOP']
const eventsOf013 = [
  ...firstEvents,
  'RESUME',
  'VNC_CONNECTED',
  'VNC_INITIALIZED',
  'VNC_DISCONNECTED',
  'BLOCK_IO_ERROR',
  'RTC_CHANGE',
  'WATCHDOG',
]

export const eras: Readonly<Record<EraName, Era>> = {
  // The greeting without a version, no negotiation, the version as a string: releases 0.12.0 to 0.12.5.
  '0.12': {
    version: { major: 0, minor: 12, micro: 5 },
    package: '',
    greeting: () => ({ QMP: { capabilities: [] } }),
    negotiates: false,
    oob: false,
    oldErrors: true,
    readsOneByteLate: true,
    commands: (vm) => oldCommands(vm, '0.12'),
    event: onlyOld(firstEvents),
  },
  '0.13': {
    version: { major: 0, minor: 13, micro: 0 },
    package: '',
    greeting: (identity) => greetingWithVersion(identity, []),
    negotiates: true,
    oob: false,
    oldErrors: true,
    readsOneByteLate: false,
    commands: (vm) => oldCommands(vm, '0.13'),
    event: onlyOld(eventsOf013),
  },
  '1.0': {
    version: { major: 1, minor: 0, micro: 0 },
    package: '',
    greeting: (identity) => greetingWithVersion(identity, []),
    negotiates: true,
    oob: false,
    oldErrors: true,
    readsOneByteLate: false,
    commands: (vm) => oldCommands(vm, '1.0'),
    event: onlyOld(eventsOf013),
  },
  '10.0': {
    version: { major: 10, minor: 0, micro: 13 },
    greeting: (identity) => greetingWithVersion(identity, ['oob']),
    negotiates: true,
    oob: true,
    oldErrors: false,
    readsOneByteLate: false,
    commands: modernCommands,
    event: (event) => event,
  },
}

function greetingWithVersion(identity: Identity, capabilities: string[]): Value {
  const version = { qemu: versionTriple(identity), package: identity.package }
  return { QMP: { version, capabilities } }
}

/** Events of an old QEMU; who asked for a reset or a shutdown it did not say yet (rule V-10). */
function onlyOld(names: readonly string[]): Era['event'] {
  return (event) => {
    const name = String(event['event'])
    if (!names.includes(name)) return undefined
    const { data, ...bare } = event
    return firstEvents.includes(name) || !data ? bare : event
  }
}
