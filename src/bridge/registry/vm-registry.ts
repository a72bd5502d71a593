import type { Closing } from '#api/closing.ts'
import type { VmProcess, VmSource } from '#api/types.ts'
import type { FoundVm } from '../discovery/found-vm.ts'
import type { Limits } from '../limits.ts'
import { type NoProcess, noProcess } from '../process/no-process.ts'
import { ProcessKeeper } from '../process/process-keeper.ts'
import { Streams } from '../streams/streams.ts'
import { type Address, type NamedAddress, nameOfAddress } from '../target/address.ts'
import type { Target } from '../target/target.ts'
import type { VmMonitor } from '../vm/vm-monitor.ts'
import { addressKey, socketKey } from './address-key.ts'
import { isListed, processIn } from './found-process.ts'
import { IdAllocator } from './id-allocator.ts'

/** How a VM came here: what was given stays, what was found comes and goes, what was added can be removed. */
type Origin = 'given' | 'found' | 'added'

interface Entry {
  monitor: VmMonitor
  streams: Streams
  process: ProcessKeeper
  origin: Origin
}

/** Is notified when a VM is listed, changes or is removed. */
export interface RegistryObserver {
  /** A VM is listed from now on. */
  came(monitor: VmMonitor): void
  /** A VM is no longer listed. */
  gone(id: string): void
}

/** Why a VM was not added. */
export type NotAdded = { notAdded: 'there'; id: string } | { notAdded: 'too-many' }

/** Every VM the dashboard knows, by ID: given as arguments, found on this host, added by an operator. */
export class VmRegistry {
  readonly #makeMonitor: (target: Target) => VmMonitor
  readonly #observer: RegistryObserver
  readonly #entries = new Map<string, Entry>()
  readonly #limits: Limits
  readonly #ids: IdAllocator
  /** IDs of what was found last, by process. */
  #processes: ReadonlyMap<string, string> = new Map()

  /** @param given the VMs of the command line: the same ones get the same IDs */
  constructor(
    given: readonly NamedAddress[],
    makeMonitor: (target: Target) => VmMonitor,
    observer: RegistryObserver,
    limits: Limits,
  ) {
    this.#limits = limits
    this.#ids = new IdAllocator(limits.rememberedIds, (id) => this.#entries.has(id))
    this.#makeMonitor = makeMonitor
    this.#observer = observer
    for (const { address, name = nameOfAddress(address) } of given) {
      this.#enter('given', { id: this.#ids.give(name), name, source: sourceOf(address, 'argument'), address })
    }
  }

  /** The VM of this ID; undefined where none is listed. */
  get(id: string): VmMonitor | undefined {
    return this.#entries.get(id)?.monitor
  }

  /** The byte streams of the VM of this ID; undefined where none is listed. */
  streamsOf(id: string): Streams | undefined {
    return this.#entries.get(id)?.streams
  }

  /** What the kernel says of the process of the VM of this ID; undefined where none is listed. The command line has its secrets. */
  async processOf(id: string): Promise<VmProcess | NoProcess | undefined> {
    const entry = this.#entries.get(id)
    if (entry?.monitor.simulatedHost) return entry.monitor.simulatedHost() ?? noProcess('simulated')
    return await entry?.process.read(entry.monitor.target, entry.monitor.session)
  }

  /** In the order in which they came; those that were given are first. */
  list(): VmMonitor[] {
    return [...this.#entries.values()].map(({ monitor }) => monitor)
  }

  /** Adds a VM, unless there is one with the same socket. */
  add({ address, name = nameOfAddress(address) }: NamedAddress): VmMonitor | NotAdded {
    const there = this.#idsBySocket(['given', 'found', 'added']).get(socketKey(address))
    if (there !== undefined) return { notAdded: 'there', id: there }
    if (this.#isFull()) return { notAdded: 'too-many' }
    const id = this.#ids.giveAgain(`added\n${name}\n${addressKey(address)}`, name)
    return this.#enter('added', { id, name, source: sourceOf(address, 'added'), address })
  }

  /** Removes a VM that was added; its clients are told. */
  remove(id: string): 'removed' | 'not-added' | 'unknown' {
    const entry = this.#entries.get(id)
    if (!entry) return 'unknown'
    if (entry.origin !== 'added') return 'not-added'
    this.#drop(id, 'removed', 'This VM was removed from the list.')
    return 'removed'
  }

  /** Takes what discovery sees now; what it saw before and sees no more is gone. */
  setFound(found: readonly FoundVm[]): void {
    for (const { process } of this.#entries.values()) process.noteEnd()
    const listed = this.#idsBySocket(['given', 'added'])
    this.#tellProcesses(found, listed)
    const taken = new Set<string>()
    const targets = new Map<string, Target>()
    const processes = new Map<string, string>()
    for (const vm of found) {
      const key = vm.address && socketKey(vm.address)
      if (isListed(vm, found, listed) || (key !== undefined && taken.has(key))) continue
      if (key !== undefined) taken.add(key)
      const target = this.#targetOf(vm, targets)
      targets.set(target.id, target)
      processes.set(processOf(vm), target.id)
    }
    this.#processes = processes
    for (const id of this.#idsOf('found')) {
      if (targets.has(id)) continue
      if (this.#isAmong(id, found))
        this.#drop(id, 'listed-elsewhere', 'This VM is in the list by its other address.')
      else this.#drop(id, 'process-ended', 'The QEMU process of this VM has ended.')
    }
    for (const target of targets.values()) this.#find(target)
  }

  /** Ends every session: the dashboard is stopping. */
  close(): void {
    for (const entry of this.#entries.values())
      closeEntry(entry, { code: 'stopping' }, 'The dashboard is stopping.')
  }

  #isAmong(id: string, found: readonly FoundVm[]): boolean {
    return found.some(({ pid }) => pid === this.get(id)?.target.pid)
  }

  /**
   * A QEMU is known again by its name and address, and while it lives by its process: its socket may come later than it.
   * Two of one name and without an address are told apart by their order alone.
   */
  #targetOf(vm: FoundVm, others: ReadonlyMap<string, Target>): Target {
    const { name = `QEMU ${vm.pid}`, address, startTicks, uuid, blocker } = vm
    const wanted = `found\n${name}\n${(address && addressKey(address)) ?? uuid ?? ''}`
    let id = this.#ids.giveAgain(wanted, name, this.#processes.get(processOf(vm)))
    for (let number = 2; others.has(id); number++) id = this.#ids.giveAgain(`${wanted}\n${number}`, name)
    return {
      id,
      name,
      source: 'discovered',
      address,
      startTicks,
      ...processIn(vm, address),
      ...(blocker && { blocker }),
    }
  }

  /** Tells the VMs that were given or added which process they are, and which of them are the same one. */
  #tellProcesses(found: readonly FoundVm[], listed: ReadonlyMap<string, string>): void {
    const processes = new Map<string, Partial<Target>>()
    for (const vm of found) {
      const isIts = new Set(vm.sockets.map((socket) => listed.get(socketKey(socket))))
      const [first, ...others] = this.#idsOf('given', 'added').filter((id) => isIts.has(id))
      if (first === undefined) continue
      processes.set(first, processIn(vm, this.get(first)?.target.address))
      for (const id of others)
        processes.set(id, { ...processIn(vm, this.get(id)?.target.address), sameAs: first })
    }
    for (const id of this.#idsOf('given', 'added')) {
      const monitor = this.get(id)
      if (!monitor) continue
      const { name, source, address } = monitor.target
      const target: Target = { id, name, source, address, ...processes.get(id) }
      if (!isSame(target, monitor.target)) monitor.retarget(target)
    }
  }

  #find(target: Target): void {
    const known = this.#entries.get(target.id)
    if (known && isSame(known.monitor.target.address, target.address)) {
      if (!isSame(known.monitor.target, target)) known.monitor.retarget(target)
      return
    }
    if (known) closeEntry(known, { code: 'moved' }, 'The QMP socket of this VM is another now.')
    if (known || !this.#isFull()) this.#enter('found', target, known?.process)
  }

  #enter(origin: Origin, target: Target, process = new ProcessKeeper()): VmMonitor {
    const monitor = this.#makeMonitor(target)
    this.#entries.set(target.id, { monitor, streams: new Streams(monitor, this.#limits), process, origin })
    this.#observer.came(monitor)
    return monitor
  }

  #drop(id: string, why: 'removed' | 'process-ended' | 'listed-elsewhere', reason: string): void {
    const entry = this.#entries.get(id)
    this.#entries.delete(id)
    if (entry) closeEntry(entry, { code: 'no-such-vm', why }, reason)
    this.#observer.gone(id)
  }

  #isFull(): boolean {
    return this.#idsOf('found', 'added').length >= this.#limits.foundVms
  }

  #idsOf(...origins: Origin[]): string[] {
    return [...this.#entries].filter(([, { origin }]) => origins.includes(origin)).map(([id]) => id)
  }

  /** What is at a path may change, so keys are made each time. */
  #idsBySocket(origins: Origin[]): Map<string, string> {
    const ids = new Map<string, string>()
    for (const id of this.#idsOf(...origins)) {
      const address = this.get(id)?.target.address
      if (address) ids.set(socketKey(address), id)
    }
    return ids
  }
}

/** Streams are found through the monitor, so they end with it. */
function closeEntry({ monitor, streams }: Entry, closing: Closing, reason: string): void {
  monitor.close(closing, reason)
  streams.end(closing, reason)
}

/** A simulated VM is shown as one, however it came here. */
function sourceOf(address: Address, otherwise: VmSource): VmSource {
  return address.kind === 'demo' ? 'demo' : otherwise
}

function processOf({ pid, startTicks }: FoundVm): string {
  return `${pid} ${startTicks}`
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
