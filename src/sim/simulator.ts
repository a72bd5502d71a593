import type { Clock } from '#link/clock.ts'
import type { Link } from '#link/link.ts'
import type { SchemaInfo } from '#qapi/names.ts'
import type { HostProcess } from './machine/host-process.ts'
import { type Carries, ClientLink } from './protocol/client-link.ts'
import { type QemuProcess, startQemu } from './qemu-process.ts'
import { seededRandom } from './random.ts'
import { findScenario } from './scenarios.ts'
import { SchemaSource } from './schema.ts'
import { Timers } from './timers.ts'

export interface SimulatorOptions {
  /** One of `scenarioNames`; the plain one if left out. */
  scenario?: string
  clock: Clock
  /** Numbers from 0 to below 1. Without it each simulator of the same clock time lives the same life. */
  random?: () => number
  /** The recorded schema where it is at hand; else it is fetched when a command first needs it. */
  schema?: readonly SchemaInfo[]
}

/** A simulated QEMU with one VM behind one QMP socket. */
export interface Simulator {
  /**
   * A new client. QEMU serves one at a time: the next hears nothing until the first has left. While the VM is off
   * the link ends with cause `unreachable`. `bytes` is for sockets, which may carry what is no text.
   */
  connect(carries?: Carries): Link
  /** What a host would tell of the QEMU process, while there is one. */
  host(): HostProcess | undefined
  /** Ends everything, for good. */
  stop(): void
  /** Whether there is a QEMU now. */
  readonly on: boolean
  /** QEMU has ended, or started again. */
  onPower: (on: boolean) => void
}

/** After the VM is off, a new one boots, so that a demonstration never ends in nothing. */
const offMs = 5000

/** @throws RangeError for a scenario that does not exist */
export function createSimulator(options: SimulatorOptions): Simulator {
  return new PowerCycle(options)
}

class PowerCycle implements Simulator {
  onPower: (on: boolean) => void = () => {}
  #scenario
  #clock: Clock
  #random: () => number
  #schema: SchemaSource
  /** Timers that outlive a VM. */
  #timers: Timers
  #process: { qemu: QemuProcess; timers: Timers } | undefined
  #startsAgainAt = Number.POSITIVE_INFINITY

  constructor({ scenario = 'default', clock, random, schema }: SimulatorOptions) {
    this.#scenario = findScenario(scenario)
    this.#clock = clock
    this.#random = random ?? seededRandom(clock.now())
    this.#schema = new SchemaSource(schema)
    this.#timers = new Timers(clock)
    this.#start()
  }

  get on(): boolean {
    return this.#process !== undefined
  }

  connect(carries: Carries = 'text'): Link {
    if (this.#process) return this.#process.qemu.connect(carries)
    const link = new ClientLink(this.#timers, carries, () => {})
    this.#timers.after(0, () => link.end({ cause: 'unreachable', reason: this.#whyOff() }))
    return link
  }

  host(): HostProcess | undefined {
    return this.#process?.qemu.host()
  }

  stop(): void {
    this.#startsAgainAt = Number.POSITIVE_INFINITY
    this.#end('the simulator was stopped')
    this.#timers.stop()
  }

  #start(): void {
    const timers = new Timers(this.#clock)
    const qemu = startQemu({
      scenario: this.#scenario,
      timers,
      random: this.#random,
      schema: this.#schema,
      // What QEMU was answering still goes out.
      onExit: () => timers.after(0, () => this.#exit()),
    })
    this.#process = { qemu, timers }
  }

  #exit(): void {
    this.#startsAgainAt = this.#timers.now() + offMs
    this.#end('')
    this.#timers.after(offMs, () => {
      this.#start()
      this.onPower(true)
    })
  }

  #end(reason: string): void {
    const process = this.#process
    if (!process) return
    this.#process = undefined
    process.timers.stop()
    process.qemu.end({ cause: 'gone', reason })
    this.onPower(false)
  }

  #whyOff(): string {
    const seconds = Math.ceil((this.#startsAgainAt - this.#timers.now()) / 1000)
    if (!Number.isFinite(seconds)) return 'the simulator was stopped'
    return `the simulated VM is off; it starts again in ${seconds} s`
  }
}
