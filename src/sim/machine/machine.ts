import { Refusal } from '../refusal.ts'
import type { Timers } from '../timers.ts'
import type { ValueObject } from '../wire/value.ts'
import { Events } from './events.ts'

export interface MachineOptions {
  /** The state at the start: one of QEMU's, or one that no client knows. */
  runState: string
  /** As `--preconfig`: the machine is not made yet. */
  preconfig: boolean
  /** As `-no-shutdown`: a guest that is off leaves QEMU there, in state `shutdown`. */
  noShutdown: boolean
  /** As `-no-reboot`: a reset is a shutdown. */
  noReboot: boolean
  /** The guest does nothing when the power button is pressed. */
  ignoresPowerButton: boolean
}

/** From the power button to a guest that is off, in milliseconds of running. */
const guestShutdownMs = 3000

/** The run state of a VM and everything that moves it, with events and refusals as QEMU has them. */
export class Machine {
  readonly events: Events
  /** The QEMU process is about to end; what it was answering still goes out. */
  onExit: () => void = () => {}
  #options: MachineOptions
  #timers: Timers
  #runState: string
  #preconfig: boolean
  #resumeTo = 'running'
  #runningListeners: (() => void)[] = []
  #ran = { before: 0, since: 0 }
  #shutdownDueAt: number | undefined

  constructor(options: MachineOptions, timers: Timers, onEvent: (event: ValueObject) => void) {
    this.#options = options
    this.#timers = timers
    this.#runState = options.runState
    this.#preconfig = options.preconfig
    this.#ran.since = timers.now()
    this.events = new Events(timers, onEvent)
  }

  get runState(): string {
    return this.#runState
  }

  get running(): boolean {
    return this.#runState === 'running'
  }

  /** Whether the machine has not been made yet (rule L-04). */
  get preconfig(): boolean {
    return this.#preconfig
  }

  /** Milliseconds for which the guest has run. */
  get guestTime(): number {
    return this.#ran.before + (this.running ? this.#timers.now() - this.#ran.since : 0)
  }

  /** Called each time the guest starts to run again. */
  onRunning(listener: () => void): void {
    this.#runningListeners.push(listener)
  }

  /** Rule L-02. */
  stop(): void {
    if (this.#runState === 'suspended') this.#resumeTo = 'suspended'
    if (this.running || this.#runState === 'suspended') this.halt('paused')
  }

  /** Out of running, with STOP. */
  halt(state: string): void {
    this.#set(state)
    this.events.emit('STOP')
  }

  /** Rule L-03. */
  cont(): void {
    if (this.running || this.#runState === 'suspended' || this.#runState === 'inmigrate') return
    if (this.#runState === 'shutdown' || this.#runState === 'internal-error') {
      throw new Refusal('Resetting the Virtual Machine is required')
    }
    if (this.#runState === 'finish-migrate') throw new Refusal('Migration is not finalized yet')
    this.events.emit('RESUME')
    this.#set(this.#resumeTo)
    this.#resumeTo = 'running'
  }

  /** Makes the machine; it waits for `cont`, as with `-S`. */
  exitPreconfig(): void {
    if (!this.#preconfig) throw new Refusal('The command is permitted only before machine initialization')
    this.#preconfig = false
  }

  /** The VM has gone elsewhere (rule L-11); resumed, it takes its disks back. */
  migrateAway(): void {
    if (this.running) this.halt('postmigrate')
    else this.#set('postmigrate')
  }

  reset(): void {
    this.#shutdownDueAt = undefined
    const cause = { guest: false, reason: 'host-qmp-system-reset' }
    if (this.#options.noReboot) return this.#resetIsShutdown(cause)
    this.events.emit('RESET', cause)
    if (!this.running && this.#runState !== 'inmigrate') this.#set('prelaunch')
  }

  /** Presses the power button; the guest may or may not care (rule V-11). */
  powerdown(): void {
    this.events.emit('POWERDOWN')
    if (this.#options.ignoresPowerButton || this.#shutdownDueAt !== undefined) return
    this.#shutdownDueAt = this.guestTime + guestShutdownMs
    if (this.running) this.#awaitShutdown()
  }

  wakeup(): void {
    if (this.#runState !== 'suspended') {
      throw new Refusal('Unable to wake up: guest is not in suspended state')
    }
    this.#set('running')
    this.events.emit('WAKEUP')
  }

  /** Ends QEMU, whatever `-no-shutdown` says. */
  quit(reason: string): void {
    this.events.emit('SHUTDOWN', { guest: false, reason })
    this.onExit()
  }

  #awaitShutdown(): void {
    const due = this.#shutdownDueAt
    if (due === undefined) return
    this.#timers.after(Math.max(0, due - this.guestTime), () => {
      if (!this.running || this.#shutdownDueAt === undefined) return
      // A timer may come a millisecond early, by the clock.
      if (this.guestTime >= this.#shutdownDueAt) this.#guestIsOff()
      else this.#awaitShutdown()
    })
  }

  #guestIsOff(): void {
    this.#shutdownDueAt = undefined
    this.events.emit('SHUTDOWN', { guest: true, reason: 'guest-shutdown' })
    if (this.#options.noShutdown) this.halt('shutdown')
    else this.onExit()
  }

  /** Rule V-11. */
  #resetIsShutdown(cause: ValueObject): void {
    this.events.emit('SHUTDOWN', cause)
    if (!this.#options.noShutdown) this.onExit()
    else if (this.running) this.halt('shutdown')
    else this.#set('shutdown')
  }

  #set(state: string): void {
    this.#ran.before = this.guestTime
    this.#ran.since = this.#timers.now()
    this.#runState = state
    if (!this.running) return
    this.#awaitShutdown()
    for (const listener of this.#runningListeners) listener()
  }
}
