import type { SocketAddress } from '../target/address.ts'
import { foreign, held, noQmp, notListening, optionBeside } from './blockers.ts'
import type { HostSockets } from './host-sockets.ts'
import { locateAbstract } from './locate-abstract.ts'
import { locateTcp } from './locate-tcp.ts'
import { locateUnix } from './locate-unix.ts'
import type { MonitorLocation } from './monitor-location.ts'
import type { QemuProcess } from './qemu-processes.ts'
import type { QmpMonitor } from './qmp-monitor.ts'

/** Where a VM's monitors are. */
export interface Located {
  /** The one to watch it by: one the bridge has, else one that is free, else the least hopeless. */
  best: MonitorLocation
  /** The sockets of all that have one. */
  sockets: SocketAddress[]
}

export async function locateMonitors(qemu: QemuProcess, hostSockets: HostSockets): Promise<Located> {
  const all: MonitorLocation[] = []
  for (const monitor of qemu.commandLine.monitors) all.push(await locate(qemu, monitor, hostSockets))
  const [best = { blocker: noQmp(qemu) }] = all.toSorted((one, other) => difficulty(one) - difficulty(other))
  return { best, sockets: all.flatMap(({ address }) => address ?? []) }
}

function difficulty({ address, blocker, isOurs }: MonitorLocation): number {
  if (isOurs || blocker === undefined) return isOurs ? -1 : 0
  return (blocker.state === 'busy' ? 1 : 3) + Number(address === undefined)
}

async function locate(
  qemu: QemuProcess,
  monitor: QmpMonitor,
  hostSockets: HostSockets,
): Promise<MonitorLocation> {
  switch (monitor.kind) {
    case 'unix':
      return await locateUnix(qemu, monitor.path, hostSockets)
    case 'abstract':
      return await locateAbstract(qemu, monitor.path, hostSockets)
    case 'tcp':
      return await locateTcp(qemu, monitor.port, hostSockets)
    case 'fd':
      return await locateHandedOver(qemu, monitor, hostSockets)
    case 'elsewhere':
      return { blocker: noQmp(qemu) }
  }
}

/** The path or port of a socket that QEMU was handed as an open file is known to the kernel alone. */
async function locateHandedOver(
  qemu: QemuProcess,
  { fd, byLibvirt }: QmpMonitor & { kind: 'fd' },
  hostSockets: HostSockets,
): Promise<MonitorLocation> {
  const inode = qemu.sockets.inodeOf(fd)
  // libvirt never releases it.
  if (inode === undefined)
    return { blocker: byLibvirt ? held({ name: 'libvirt' }, optionBeside(qemu)) : foreign(qemu) }
  const tables = hostSockets.networks.of(qemu.pid)
  const unix = (await tables.unix()).find((socket) => socket.inode === inode)
  if (unix) return await locateUnix(qemu, unix.path, hostSockets)
  const tcp = (await tables.tcp()).find((socket) => socket.inode === inode)
  if (tcp) return await locateTcp(qemu, tcp.local.port, hostSockets)
  return { blocker: notListening({ fd }) }
}
