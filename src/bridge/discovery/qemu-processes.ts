import { readFileSync, readlinkSync } from 'node:fs'
import { setImmediate as yieldToLoop } from 'node:timers/promises'
import { allPids, type ProcessInfo, processName, readProcessInfo } from '../process/process-info.ts'
import { ProcessSockets } from '../process/process-sockets.ts'
import { isQemuProgram } from '../process/qemu-program.ts'
import { readArguments } from '../process/read-arguments.ts'
import type { SocketPlace } from '../process/socket-place.ts'
import { tryRead } from '../process/try-read.ts'
import { parseQemuCommandLine, type QemuCommandLine } from './qemu-command-line.ts'

/** A process that runs QEMU. */
export interface QemuProcess extends ProcessInfo {
  /** The user it acts as. */
  uid: number
  commandLine: QemuCommandLine
  sockets: ProcessSockets
  /** Where its sockets are, by inode. */
  places: Map<string, SocketPlace>
}

/** What is remembered of a QEMU while it lives. */
type Known = Pick<QemuProcess, 'commandLine' | 'sockets' | 'places'>

/** The QEMU processes of this host. Reads once what does not change. */
export class QemuProcesses {
  #known = new Map<string, Known>()
  /** Processes that are no QEMU, by pid, with the name that changes when they take another program. */
  #others = new Map<number, string>()

  /** Those of our own user come first, that nobody else's can crowd them out of a list with an end. */
  async list(): Promise<QemuProcess[]> {
    const others = new Map<number, string>()
    const found: QemuProcess[] = []
    for (const [index, pid] of allPids().entries()) {
      if (index % atATime === atATime - 1) await yieldToLoop()
      const name = processName(pid)
      const isOther = this.#others.get(pid) === name
      const qemu = isOther ? undefined : await this.#read(pid)
      if (qemu) found.push(qemu)
      else if (!mayBecomeQemu(name)) others.set(pid, name)
    }
    this.#known = new Map(found.map((qemu) => [keyOf(qemu), qemu]))
    this.#others = others
    return ownFirst(withoutForks(found))
  }

  async #read(pid: number): Promise<QemuProcess | undefined> {
    const sighting = readProcessInfo(pid)
    if (sighting === undefined) return undefined
    const known = this.#known.get(keyOf(sighting)) ?? (await identify(pid))
    if (known === undefined) return undefined
    known.sockets.beginLook()
    const uid = uidOf(pid)
    return uid === undefined ? undefined : { ...known, ...sighting, uid }
  }
}

function keyOf({ pid, startTicks }: ProcessInfo): string {
  return `${pid} ${startTicks}`
}

/** After so many, which takes a millisecond or two, others may have their turn. */
const atATime = 100

/** A script that calls itself as QEMU does may turn into it without another name. */
function mayBecomeQemu(name: string): boolean {
  return name === '' || /qemu|kvm/i.test(name)
}

/** For a moment, a QEMU that starts a program of its own is there twice. */
function withoutForks(found: readonly QemuProcess[]): QemuProcess[] {
  const pids = new Set(found.map(({ pid }) => pid))
  return found.filter(({ parent }) => !pids.has(parent))
}

function ownFirst(found: readonly QemuProcess[]): QemuProcess[] {
  const isForeign = ({ uid }: QemuProcess): number => Number(uid !== process.geteuid?.())
  return found.toSorted((one, other) => isForeign(one) - isForeign(other) || one.pid - other.pid)
}

/** Undefined for what is no QEMU. */
async function identify(pid: number): Promise<Known | undefined> {
  const program = programOf(pid)
  if (program !== undefined && !isQemuProgram(program)) return undefined
  const args = await readArguments(pid)
  // For a moment, a process that takes another program has no arguments.
  if (args.length === 0 || !isQemuProgram(program ?? args[0] ?? '')) return undefined
  return {
    commandLine: parseQemuCommandLine(args.slice(1)),
    sockets: new ProcessSockets(pid),
    places: new Map(),
  }
}

/** Undefined for a process of another user. */
function programOf(pid: number): string | undefined {
  return tryRead(() => readlinkSync(`/proc/${pid}/exe`))
}

function uidOf(pid: number): number | undefined {
  const status = tryRead(() => readFileSync(`/proc/${pid}/status`, 'latin1')) ?? ''
  const effective = /^Uid:\t\d+\t(\d+)/m.exec(status)?.[1]
  return effective === undefined ? undefined : Number(effective)
}
