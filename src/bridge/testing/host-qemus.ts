import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import type { FoundVm } from '../discovery/found-vm.ts'
import { QemuFinder } from '../discovery/qemu-finder.ts'
import type { SocketAddress } from '../target/address.ts'
import { kill, qemuProgram, startProgram } from './programs.ts'

/** QEMU processes for tests that look for them, and a folder for their sockets. */
export class HostQemus {
  /** A QEMU without a machine, for a shell: whatever is said about monitors comes after it. */
  static readonly bare: readonly string[] = [
    ...[qemuProgram, '-machine', 'none', '-display', 'none', '-S', '-nodefaults'],
  ]
  readonly folder: string
  readonly #children: ChildProcess[] = []
  readonly #sockets: Socket[] = []

  private constructor(folder: string) {
    this.folder = folder
  }

  static async start(): Promise<HostQemus> {
    return new HostQemus(await mkdtemp(join(tmpdir(), 'host-qemus-')))
  }

  run(
    command: readonly string[],
    options: SpawnOptions = { stdio: ['pipe', 'ignore', 'inherit'] },
  ): ChildProcess {
    const child = startProgram(command, { cwd: this.folder, ...options })
    this.#children.push(child)
    return child
  }

  /** @param args how to offer QMP; paths may count from the folder */
  qemu(...args: string[]): ChildProcess {
    return this.run([...HostQemus.bare, ...args])
  }

  async connect(address: SocketAddress | undefined): Promise<Socket> {
    if (address === undefined) throw new Error('no address')
    const socket = address.kind === 'unix' ? connect(address.path) : connect(address.port, address.host)
    this.#sockets.push(socket)
    await once(socket, 'connect')
    return socket
  }

  /** Another program than this one, that holds a socket. */
  holder(address: SocketAddress | undefined): ChildProcess {
    const where = address?.kind === 'unix' ? { path: address.path } : address
    return this.run([process.execPath, '-e', `require('net').connect(${JSON.stringify(where)})`])
  }

  /** Ends what was started, and keeps the folder. */
  async clear(): Promise<void> {
    for (const socket of this.#sockets.splice(0)) socket.destroy()
    await Promise.all(this.#children.splice(0).map(kill))
  }

  async stop(): Promise<void> {
    await this.clear()
    await rm(this.folder, { recursive: true })
  }
}

/** Settles when a server has greeted as QMP does, after options of telnet or not. */
export async function greeted(socket: Socket): Promise<void> {
  let text = ''
  socket.on('data', (data) => {
    text += data.toString()
  })
  await vi.waitUntil(() => text.includes('{"QMP"'), 10_000)
}

/** Looks of one finder. */
export function looks(isOurs: (address: SocketAddress) => boolean = () => false): () => Promise<FoundVm[]> {
  const finder = new QemuFinder(isOurs)
  return () => finder.find()
}

/** The VM of a process, once it is as it should be. */
export async function vmOf(
  { pid }: ChildProcess,
  isAsExpected: (vm: FoundVm) => boolean,
  find = looks(),
): Promise<FoundVm> {
  let seen: FoundVm | undefined
  const isThere = async (): Promise<boolean> => {
    seen = (await find()).find((vm) => vm.pid === pid)
    return seen !== undefined && isAsExpected(seen)
  }
  await vi.waitUntil(isThere, 10_000).catch(() => expect(seen).toBe('as expected'))
  return seen as FoundVm
}

export function isFree(vm: FoundVm): boolean {
  return vm.address !== undefined && vm.blocker === undefined
}

export function isBusy(vm: FoundVm): boolean {
  return vm.blocker?.state === 'busy'
}

export function isUnreachable(vm: FoundVm): boolean {
  return vm.blocker?.state === 'unreachable'
}

export async function closed(server: Server): Promise<void> {
  server.close()
  await once(server, 'close')
}
