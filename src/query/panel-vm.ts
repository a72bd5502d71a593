import { useMemo, useRef } from 'react'
import type { Role } from '#api/types.ts'
import type { Action } from '#model/action.ts'
import type { ActName, Arguments, ArgumentsParameter, ReadName, Return } from '#qapi/types.ts'
import { type AppServices, useAppServices } from './app-services.ts'
import type { EventLog } from './event-log.ts'
import { hashKey, readKey } from './read-key.ts'
import { type Act, useActsWith } from './use-act.ts'
import { useCommands } from './use-commands.ts'
import { type Read, type ReadOptions, useRead, useReads } from './use-read.ts'
import { useSnapshot } from './use-snapshot.ts'
import { type ProcessRead, useProcessRead } from './use-vms.ts'
import type { Vm } from './vm.ts'
import type { VmSnapshot } from './vm-snapshot.ts'
import { type Access, whyNot } from './why-not.ts'

/**
 * A VM as a panel sees it: only the commands that the panel has declared. All members that take a command are properties,
 * not methods: those are checked bivariantly, and a panel that declares less than its component uses would compile.
 */
export interface PanelVm<in R extends ReadName, in A extends ActName> {
  readonly id: string
  readonly name: string
  /** Where its monitor is; undefined for those who may not know. */
  readonly address: string | undefined
  /** Whether this QEMU has the command; false until it has said what it has. */
  readonly has: (command: R | A) => boolean
  /** Why a command cannot be sent now, for the button that would; undefined where it can. */
  readonly whyNot: (command: A) => string | undefined
  readonly useRead: <C extends R>(command: C, options?: ReadOptions<C>) => Read<Return<C>>
  readonly useReads: <C extends R>(command: C, argsList: readonly Arguments<C>[]) => Read<Return<C>>[]
  /** Asks once, now, for what is not kept on screen. */
  readonly ask: <C extends R>(command: C, ...args: ArgumentsParameter<C>) => Promise<Return<C>>
  readonly useAct: (action: Action<A>) => Act
  /** Several of which one is sent at a time, in their order. */
  readonly useActs: (actions: readonly Action<A>[]) => readonly Act[]
  /** What this page has seen of the VM: the link, recent run-state events. */
  useSnapshot<T>(select: (snapshot: VmSnapshot) => T): T
  /** The process behind it, where the bridge can tell; asked again `every` so many ms. */
  useProcess(every?: number): ProcessRead
  /** Tries to connect now instead of at the next turn. */
  tryNow(): void
  /** Stops waiting for what was asked of the machine; QEMU is not told. */
  forgetAsked(): void
  /** The log over all VMs, and the page's clock. */
  readonly log: EventLog
  now(): number
}

/** A question that a panel has asked, for "show the QMP". */
export interface AskedRead {
  command: ReadName
  args: unknown
}

export interface PanelAccess {
  vm: PanelVm<ReadName, ActName>
  /** What the panel has asked so far, in order. */
  asked: () => readonly AskedRead[]
}

/** Opens a VM to one panel, whose component can only use what it has declared. */
export function usePanelVm(vm: Vm, name: string, role: Role, address?: string): PanelAccess {
  const services = useAppServices()
  const commands = useCommands(vm)
  const isReady = useSnapshot(vm, ({ link }) => link.phase === 'ready')
  const asked = useRef(new Map<string, AskedRead>())
  return useMemo(
    () => ({
      vm: new OpenedVm({ vm, name, role, address, isReady, commands, services, asked: asked.current }),
      asked: () => [...asked.current.values()],
    }),
    [vm, name, role, address, isReady, commands, services],
  )
}

interface Opened extends Access {
  vm: Vm
  name: string
  address: string | undefined
  services: AppServices
  asked: Map<string, AskedRead>
}

class OpenedVm implements PanelVm<ReadName, ActName> {
  readonly id: string
  readonly name: string
  readonly address: string | undefined
  readonly log: EventLog
  readonly #opened: Opened

  constructor(opened: Opened) {
    this.#opened = opened
    this.id = opened.vm.id
    this.name = opened.name
    this.address = opened.address
    this.log = opened.services.log
  }

  now(): number {
    return this.#opened.services.clock.now()
  }

  has(command: ReadName | ActName): boolean {
    return this.#opened.commands?.has(command) ?? false
  }

  whyNot(command: ActName): string | undefined {
    return whyNot(command, this.#opened)
  }

  useRead<C extends ReadName>(command: C, options: ReadOptions<C> = {}): Read<Return<C>> {
    if (options.when !== false) this.#remember(command, options.args)
    return useRead(this.#opened.vm, command, options)
  }

  useReads<C extends ReadName>(command: C, argsList: readonly Arguments<C>[]): Read<Return<C>>[] {
    for (const args of argsList) this.#remember(command, args)
    return useReads(this.#opened.vm, command, argsList)
  }

  ask<C extends ReadName>(command: C, ...args: ArgumentsParameter<C>): Promise<Return<C>> {
    return this.#opened.vm.read(command, ...args)
  }

  useAct(action: Action): Act {
    const [act] = this.useActs([action])
    return act as Act
  }

  useActs(actions: readonly Action[]): readonly Act[] {
    return useActsWith(this.#opened, this.#opened, actions)
  }

  useSnapshot<T>(select: (snapshot: VmSnapshot) => T): T {
    return useSnapshot(this.#opened.vm, select)
  }

  useProcess(every?: number): ProcessRead {
    return useProcessRead(this.#opened.vm, every)
  }

  tryNow(): void {
    this.#opened.vm.tryNow()
  }

  forgetAsked(): void {
    this.#opened.vm.forgetAsked()
  }

  #remember(command: ReadName, args: unknown): void {
    this.#opened.asked.set(hashKey(readKey(this.id, command, args)), { command, args })
  }
}
