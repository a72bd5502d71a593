import type { ValueObject } from '../wire/value.ts'
import type { Machine } from './machine.ts'

/** One direction of a disk's load: a rate that wanders, and what it has added up to. */
interface Flow {
  bytesPerSecond: number
  /** The rate wanders around this. */
  usual: number
  bytesPerOperation: number
  nanosecondsPerOperation: number
  bytes: number
}

/** After so long without anyone looking, the load is taken as steady. */
const longestWalkSeconds = 600

/** The VM's disk: counters that grow while the guest runs, and whether it has met an error. */
export class Disk {
  ioStatus = 'ok'
  /** How large it is. */
  readonly bytes = 256 * 1024 * 1024
  #machine: Machine
  #random: () => number
  #countedTo = 0
  #read: Flow = flow(900_000, 24_576, 180_000, 41_000_000)
  #written: Flow = flow(350_000, 12_288, 420_000, 9_000_000)

  constructor(machine: Machine, random: () => number) {
    this.#machine = machine
    this.#random = random
  }

  /** The counters that move, as `query-blockstats` names them. */
  counters(): ValueObject {
    this.#countOn()
    const writes = operations(this.#written)
    const flushes = Math.floor(writes / 6)
    return {
      ...directionCounters('rd', this.#read),
      ...directionCounters('wr', this.#written),
      flush_operations: flushes,
      flush_total_time_ns: flushes * 1_350_000,
      wr_highest_offset: Math.min(251_658_240, 33_554_432 + whole(this.#written.bytes)),
      idle_time_ns: 12_000_000 + Math.floor(this.#random() * 400_000_000),
    }
  }

  #countOn(): void {
    let seconds = (this.#machine.guestTime - this.#countedTo) / 1000
    this.#countedTo = this.#machine.guestTime
    if (seconds > longestWalkSeconds) {
      this.#count(seconds - longestWalkSeconds)
      seconds = longestWalkSeconds
    }
    for (; seconds > 1; seconds--) {
      this.#count(1)
      this.#wander(this.#read)
      this.#wander(this.#written)
    }
    this.#count(seconds)
  }

  #count(seconds: number): void {
    this.#read.bytes += this.#read.bytesPerSecond * seconds
    this.#written.bytes += this.#written.bytesPerSecond * seconds
  }

  /** Up or down by up to a third, and drawn back to what is usual. */
  #wander(flow: Flow): void {
    const step = flow.bytesPerSecond * (1 + (this.#random() - 0.5) / 1.5)
    flow.bytesPerSecond = step * 0.9 + flow.usual * 0.1
  }
}

function flow(
  usual: number,
  bytesPerOperation: number,
  nanosecondsPerOperation: number,
  bytes: number,
): Flow {
  return { bytesPerSecond: usual, usual, bytesPerOperation, nanosecondsPerOperation, bytes }
}

function directionCounters(direction: 'rd' | 'wr', flow: Flow): ValueObject {
  return {
    [`${direction}_bytes`]: whole(flow.bytes),
    [`${direction}_operations`]: operations(flow),
    [`${direction}_total_time_ns`]: operations(flow) * flow.nanosecondsPerOperation,
  }
}

function operations(flow: Flow): number {
  return Math.floor(flow.bytes / flow.bytesPerOperation)
}

/** Disks move whole sectors. */
function whole(bytes: number): number {
  return Math.floor(bytes / 512) * 512
}
