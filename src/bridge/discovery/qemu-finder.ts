import { absolutePath } from '../process/process-paths.ts'
import type { SocketAddress } from '../target/address.ts'
import type { FoundVm } from './found-vm.ts'
import { HostSockets } from './host-sockets.ts'
import { locateMonitors } from './locate-monitor.ts'
import { type QemuProcess, QemuProcesses } from './qemu-processes.ts'
import { SocketHolders } from './socket-holders.ts'

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
    const hostSockets = new HostSockets(this.#isOurs, this.#holders)
    const found = await Promise.all(qemus.map((qemu) => describe(qemu, hostSockets)))
    found.sort((one, other) => Number(one.startTicks) - Number(other.startTicks) || one.pid - other.pid)
    return found
  }
}

const mostVms = 256

async function describe(qemu: QemuProcess, hostSockets: HostSockets): Promise<FoundVm> {
  const { pid, startTicks, commandLine } = qemu
  const { best, sockets } = await locateMonitors(qemu, hostSockets)
  const { address, blocker } = best
  const { name, uuid } = commandLine
  return {
    pid,
    startTicks,
    name,
    uuid,
    address,
    sockets,
    claims: claimsOf(qemu),
    ...(blocker && { blocker }),
  }
}

function claimsOf({ pid, commandLine }: QemuProcess): SocketAddress[] {
  return commandLine.monitors.flatMap((monitor): SocketAddress[] => {
    if (monitor.kind === 'tcp') return [{ kind: 'tcp', host: '127.0.0.1', port: monitor.port }]
    if (monitor.kind === 'abstract') return [{ kind: 'unix', path: monitor.path }]
    const place = monitor.kind === 'unix' ? absolutePath(pid, monitor.path) : undefined
    return place ? [{ kind: 'unix', path: place.root + place.path }] : []
  })
}
