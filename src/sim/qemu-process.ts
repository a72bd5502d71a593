import type { Link, LinkEnd } from '#link/link.ts'
import { eras } from './answers/eras.ts'
import { demoIdentity } from './answers/identity.ts'
import { permitIn } from './answers/preconfig-commands.ts'
import { disguise } from './answers/rewrite.ts'
import { makeVm } from './answers/vm.ts'
import { causeTrouble } from './faults/faults.ts'
import { makeNoise } from './faults/noise.ts'
import { type HostProcess, hostProcess } from './machine/host-process.ts'
import { liveOn } from './machine/idle-activity.ts'
import { Machine } from './machine/machine.ts'
import type { Carries } from './protocol/client-link.ts'
import type { Commands } from './protocol/commands.ts'
import { Dispatcher } from './protocol/dispatcher.ts'
import { HumanPort } from './protocol/human-port.ts'
import { Monitor } from './protocol/monitor.ts'
import type { Scenario } from './scenario.ts'
import type { SchemaSource } from './schema.ts'
import type { Timers } from './timers.ts'
import { isObject, type Value, type ValueObject } from './wire/value.ts'

/** One run of a simulated QEMU: from its start to its end. */
export interface QemuProcess {
  connect(carries: Carries): Link
  end(end: LinkEnd): void
  /** What its host would tell of it; nothing where the scenario is about a socket alone. */
  host(): HostProcess | undefined
}

interface QemuOptions {
  scenario: Scenario
  timers: Timers
  random: () => number
  schema: SchemaSource
  /** Called once, when it ends by itself. */
  onExit: () => void
}

/** Starts QEMU with one VM and one monitor. */
export function startQemu({ scenario, timers, random, schema, onExit }: QemuOptions): QemuProcess {
  const era = eras[scenario.era]
  const { version, package: packageName = demoIdentity.package } = era
  const identity = { ...demoIdentity, version, package: packageName, name: scenario.vmName }
  if (scenario.humanMonitor) {
    const port = new HumanPort(`${version.major}.${version.minor}.${version.micro}`, timers)
    return withHost(port, () => undefined)
  }
  const startTime = timers.now()
  const machine = new Machine(scenario, timers, (event) => {
    const told = era.event(event)
    if (told) monitor.event(asObject(disguise(told, scenario)))
  })
  machine.onExit = onExit
  const vm = makeVm(identity, machine, timers, random)
  const commands = disguised(era.commands(vm, schema), scenario)
  const options = { ...scenario, ...era, greeting: disguise(era.greeting(identity), scenario) }
  const monitor = new Monitor(options, timers, new Dispatcher(era, commands, schema, permitIn(machine)))
  if (scenario.lively) liveOn(machine, vm, timers, random)
  if (scenario.trouble) causeTrouble(vm, scenario.trouble, timers)
  if (scenario.noise) makeNoise(scenario.noise, machine.events, (text) => monitor.say(text), timers)
  return withHost(monitor, () => hostProcess(machine, startTime, timers))
}

function withHost(port: Omit<QemuProcess, 'host'>, host: QemuProcess['host']): QemuProcess {
  return { connect: (carries) => port.connect(carries), end: (end) => port.end(end), host }
}

/** The same commands with answers that look otherwise; nothing is wrapped where nothing is changed. */
function disguised(commands: Commands, scenario: Scenario): Commands {
  const strange = Object.keys(scenario.texts).length + Object.keys(scenario.members).length > 0
  if (!strange) return commands
  const dress = (value: Value | undefined) => (value === undefined ? value : disguise(value, scenario))
  const plain = mapValues(commands.plain, (run) => () => dress(run()))
  const withArguments = mapValues(commands.withArguments, (run) => (args: ValueObject) => dress(run(args)))
  return { plain, withArguments }
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  const changed = Object.entries(record).map(([name, value]) => [name, change(value)] as const)
  return Object.assign(Object.create(null), Object.fromEntries(changed))
}

function asObject(value: Value): ValueObject {
  return isObject(value) ? value : {}
}
