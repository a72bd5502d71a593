import { useMemo, useRef } from 'react'
import type { Role, VmProcess } from '#api/types.ts'
import type { ActName, Arguments, ReadName, Return } from '#qapi/types.ts'
import type { EventLog } from './event-log.ts'
import { hashKey, readKey } from './read-key.ts'
import { type Act, useAct } from './use-act.ts'
import { type Commands, useCommands } from './use-commands.ts'
import { type Read, type ReadOptions, useRead, useReads } from './use-read.ts'
import { useProcess } from './use-vms.ts'
import { useWatched } from './use-watched.ts'
import type { Vm, Watched } from './vm.ts'
import { useWorld, type World } from './world.ts'

/** A VM as a panel sees it: only the commands that the panel has declared. */
export interface PanelVm<R extends ReadName, A extends ActName> {
  readonly id: string
  readonly name: string
  /** Whether this QEMU has the command; false until it has said what it has. */
  has(command: R | A): boolean
  /** Why a command cannot be sent now, for the button that would; undefined where it can. */
  whyNot(command: A): string | undefined
  useRead<C extends R>(command: C, options?: ReadOptions<C>): Read<Return<C>>
  useReads<C extends R>(command: C, argsList: readonly Arguments<C>[]): Read<Return<C>>[]
  useAct<C extends A>(command: C): Act<C>
  /** What this page has seen of the VM: the link, recent run-state events. */
  useWatched<T>(select: (watched: Watched) => T): T
  useProcess(): VmProcess | null | undefined
  /** The log over all VMs, and the page's clock. */
  readonly log: EventLog
  now(): number
}

/** A question that a panel has asked, for "show the QMP". */
export interface AskedRead {
  command: ReadName
  args: unknown
}

export interface PanelAccess<R extends ReadName, A extends ActName> {
  vm: PanelVm<R, A>
  /** What the panel has asked so far, in order. */
  asked: () => readonly AskedRead[]
}

/** Opens a VM to one panel. */
export function usePanelVm<R extends ReadName, A extends ActName>(
  vm: Vm,
  name: string,
  role: Role,
): PanelAccess<R, A> {
  const world = useWorld()
  const commands = useCommands(vm)
  const ready = useWatched(vm, ({ link }) => link.phase === 'ready')
  const asked = useRef(new Map<string, AskedRead>())
  return useMemo(
    () => ({
      vm: new OpenedVm<R, A>({ vm, name, role, ready, commands, world, asked: asked.current }),
      asked: () => [...asked.current.values()],
    }),
    [vm, name, role, ready, commands, world],
  )
}

interface Opened {
  vm: Vm
  name: string
  role: Role
  ready: boolean
  commands: Commands | undefined
  world: World
  asked: Map<string, AskedRead>
}

class OpenedVm<R extends ReadName, A extends ActName> implements PanelVm<R, A> {
  readonly id: string
  readonly name: string
  readonly log: EventLog
  readonly #opened: Opened

  constructor(opened: Opened) {
    this.#opened = opened
    this.id = opened.vm.id
    this.name = opened.name
    this.log = opened.world.log
  }

  now(): number {
    return this.#opened.world.clock.now()
  }

  has(command: R | A): boolean {
    return this.#opened.commands?.has(command) ?? false
  }

  whyNot(command: A): string | undefined {
    const { ready, role, commands } = this.#opened
    if (!ready) return 'there is no link to QEMU'
    if (role === 'viewer') return 'your token may look, not touch'
    if (commands && !commands.has(command)) return `this QEMU has no ${command}`
    return undefined
  }

  useRead<C extends R>(command: C, options: ReadOptions<C> = {}): Read<Return<C>> {
    this.#remember(command, options.args)
    return useRead(this.#opened.vm, command, options)
  }

  useReads<C extends R>(command: C, argsList: readonly Arguments<C>[]): Read<Return<C>>[] {
    for (const args of argsList) this.#remember(command, args)
    return useReads(this.#opened.vm, command, argsList)
  }

  useAct<C extends A>(command: C): Act<C> {
    return useAct(this.#opened.vm, command)
  }

  useWatched<T>(select: (watched: Watched) => T): T {
    return useWatched(this.#opened.vm, select)
  }

  useProcess(): VmProcess | null | undefined {
    return useProcess(this.#opened.vm)
  }

  #remember(command: ReadName, args: unknown): void {
    this.#opened.asked.set(hashKey(readKey(this.id, command, args)), { command, args })
  }
}
