import { readlink } from 'node:fs/promises'
import { basename } from 'node:path'
import type { VmProcess } from '#api/types.ts'
import type { SocketAddress } from '../target/address.ts'
import type { Target } from '../target/target.ts'
import { type NoProcess, noProcess } from './no-process.ts'
import { readProcessInfo } from './process-info.ts'
import { ProcessSockets } from './process-sockets.ts'
import { isQemuProgram } from './qemu-program.ts'
import { readArguments } from './read-arguments.ts'
import { readProcess } from './read-process.ts'
import { isSameFile, type SocketFile, socketFileAt } from './socket-file.ts'
import { ownerOf } from './socket-owner.ts'

/** A process is the same as long as its pid and start are. */
interface Identity {
  pid: number
  startTicks: string
  /** The listening socket that it was found by. */
  socket?: { inode: string; file: SocketFile | undefined }
}

/** Stands for one connection to QEMU; undefined where there is none. */
export type SessionMark = object | undefined

interface Known extends Identity {
  startTime: number | undefined
  commandLine: string[]
  /** The connection during which it was found. */
  session: SessionMark
  /** When its end was noticed. */
  ended?: number
}

/**
 * The process behind a VM: whoever listens on its QMP socket, found by the socket itself and never by a number from outside.
 * What was known of it is kept after its end. Linux only, and only this host.
 */
export class ProcessKeeper {
  readonly #now: () => number
  #known: Known | undefined
  #previous: Known | undefined
  #reading: Promise<VmProcess | NoProcess> | undefined

  /** @param now the host's time, milliseconds since 1970 */
  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /**
   * Reads what the kernel says of it now; for several who ask at a time, once. The command line has its secrets still.
   * @param session during one connection QEMU is the same, even where another has taken the path of its socket
   */
  read(target: Target, session: SessionMark): Promise<VmProcess | NoProcess> {
    this.#reading ??= this.#read(target, session).finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  /** Notes the time of its end, if it has ended. */
  noteEnd(): void {
    if (this.#known && !isAlive(this.#known)) this.#known.ended ??= this.#now()
  }

  async #read(target: Target, session: SessionMark): Promise<VmProcess | NoProcess> {
    if (target.address?.kind === 'demo') return noProcess('simulated')
    if (process.platform !== 'linux') return noProcess('not-linux')
    try {
      const found = await this.#find(target, session)
      if (!('why' in found)) return await this.#tell(found, session)
      this.noteEnd()
      return this.#known?.ended === undefined ? found : this.#tellEnd(this.#known)
    } catch {
      // A process may end between two reads of /proc.
      this.noteEnd()
      return this.#known?.ended === undefined ? noProcess('unknown') : this.#tellEnd(this.#known)
    }
  }

  async #find(target: Target, session: SessionMark): Promise<Identity | NoProcess> {
    const { address, pid, startTicks } = target
    if (pid !== undefined && startTicks !== undefined) {
      return isAlive({ pid, startTicks }) ? { pid, startTicks } : noProcess('no-listener')
    }
    if (!address || address.kind === 'demo') return noProcess('no-listener')
    const known = this.#known && isAlive(this.#known) ? this.#known : undefined
    if (known && ((session && session === known.session) || isStillAt(known, address))) return known
    return await findQemu(address)
  }

  async #tell(found: Identity, session: SessionMark): Promise<VmProcess> {
    const read = await readProcess(found.pid)
    const known = isSame(this.#known, found) ? this.#known : undefined
    const commandLine = known?.commandLine.length ? known.commandLine : await readArguments(found.pid)
    // What was read may be of a process that has the pid since.
    if (!isAlive(found)) throw new Error('the process has ended')
    if (!known) {
      this.noteEnd()
      this.#previous = this.#known ?? this.#previous
    }
    const { pid, startTicks, socket } = found
    this.#known = {
      pid,
      startTicks,
      ...(socket && { socket }),
      startTime: read.startTime,
      commandLine,
      session,
    }
    return { ...read, now: this.#now(), ...told(commandLine), ...this.#toldBefore() }
  }

  #tellEnd({ pid, startTime, commandLine, ended = this.#now() }: Known): VmProcess {
    const start = startTime === undefined ? {} : { startTime }
    const now = this.#now()
    return { pid, now, threads: {}, ...start, ended, ...told(commandLine), ...this.#toldBefore() }
  }

  #toldBefore(): Pick<VmProcess, 'previous'> {
    if (!this.#previous) return {}
    const { pid, startTime, ended, commandLine } = this.#previous
    const times = { ...(startTime !== undefined && { startTime }), ...(ended !== undefined && { ended }) }
    return { previous: { pid, commandLine, ...times } }
  }
}

/** None where it may not be seen, or is too long. */
function told(commandLine: string[]): Pick<VmProcess, 'commandLine'> {
  return commandLine.length > 0 ? { commandLine } : {}
}

async function findQemu(address: SocketAddress): Promise<Identity | NoProcess> {
  const file = address.kind === 'unix' ? socketFileAt(address.path) : undefined
  const owner = await ownerOf(address)
  if (typeof owner === 'string') return noProcess(owner)
  const { pid, inode } = owner
  const info = readProcessInfo(pid)
  const program = await readlink(`/proc/${pid}/exe`)
  // A tunnel or a container's proxy listens for a QEMU that is elsewhere.
  if (!isQemuProgram(program)) return noProcess('not-qemu', basename(program))
  return info ? { pid, startTicks: info.startTicks, socket: { inode, file } } : noProcess('unknown')
}

function isAlive({ pid, startTicks }: Identity): boolean {
  return readProcessInfo(pid)?.startTicks === startTicks
}

function isSame(one: Identity | undefined, other: Identity): boolean {
  return one?.pid === other.pid && one.startTicks === other.startTicks
}

/** It listens on the same socket still, and no other is at the address. */
function isStillAt({ pid, socket }: Identity, address: SocketAddress): boolean {
  if (!socket || !new ProcessSockets(pid).owns(socket.inode)) return false
  const file = address.kind === 'unix' ? socketFileAt(address.path) : undefined
  return file === undefined || isSameFile(file, socket.file)
}
