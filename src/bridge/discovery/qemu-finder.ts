import { readlinkSync } from 'node:fs'
import { resolve } from 'node:path'
import { tryRead } from '../process/try-read.ts'
import type { SocketAddress } from '../target/address.ts'
import type { FoundVm } from './found-vm.ts'
import { locateBest } from './locate-monitor.ts'
import { replaced } from './obstacles.ts'
import { type QemuProcess, QemuProcesses } from './qemu-processes.ts'
import { SocketHolders } from './socket-holders.ts'
import { Surroundings } from './surroundings.ts'

/** Looks for the QEMU processes of this host, and remembers between looks what does not change. Linux only. */
export class QemuFinder {
  readonly #processes = new QemuProcesses()
  readonly #holders = new SocketHolders()
  readonly #isOurs: (address: SocketAddress) => boolean

  /**
   * @param isOurs whether the bridge itself is at a Unix socket, from the moment it dials, since the kernel
   *   does not tell who is: what the bridge holds is not held by another. (TCP is found out without asking.)
   */
  constructor(isOurs: (address: SocketAddress) => boolean) {
    this.#isOurs = isOurs
  }

  /**
   * One look, oldest first. Nothing is dialled; what may not be read is as if it were not there.
   * @throws Error where this program has no more files to open
   */
  async find(): Promise<FoundVm[]> {
    if (process.platform !== 'linux') return []
    const qemus = (await this.#processes.list()).slice(0, mostVms)
    const around = new Surroundings(this.#isOurs, this.#holders)
    const found = await Promise.all(qemus.map((qemu) => describe(qemu, around)))
    found.sort((one, other) => Number(one.startTicks) - Number(other.startTicks) || one.pid - other.pid)
    return withoutReplaced(found)
  }
}

const mostVms = 256

async function describe(qemu: QemuProcess, around: Surroundings): Promise<FoundVm> {
  const { pid, startTicks, commandLine } = qemu
  const { address, obstacle } = await locateBest(qemu, around)
  const { name, uuid } = commandLine
  return { pid, startTicks, name, uuid, address, claims: claimsOf(qemu), ...(obstacle && { obstacle }) }
}

function claimsOf({ pid, commandLine }: QemuProcess): SocketAddress[] {
  const folder = tryRead(() => readlinkSync(`/proc/${pid}/cwd`)) ?? '/'
  return commandLine.monitors.flatMap((monitor): SocketAddress[] => {
    if (monitor.kind === 'unix') return [{ kind: 'unix', path: resolve(folder, monitor.path) }]
    return monitor.kind === 'tcp' ? [{ kind: 'tcp', host: '127.0.0.1', port: monitor.port }] : []
  })
}

/** Of several that listened on one path the youngest has it: QEMU removes what it finds there. */
function withoutReplaced(found: readonly FoundVm[]): FoundVm[] {
  const youngest = new Map(found.map((vm) => [JSON.stringify(vm.address), vm]))
  return found.map((vm) => {
    const { address } = vm
    if (address?.kind !== 'unix' || youngest.get(JSON.stringify(address)) === vm) return vm
    return { ...vm, address: undefined, obstacle: replaced(address.path) }
  })
}
