import type { SocketAddress } from '../target/address.ts'
import { foreign, held, noQmp, notListening, optionBeside } from './blockers.ts'
import { locateAbstract } from './locate-abstract.ts'
import { locateTcp } from './locate-tcp.ts'
import { locateUnix } from './locate-unix.ts'
import type { MonitorLocation } from './monitor-location.ts'
import type { QemuProcess } from './qemu-processes.ts'
import type { QmpMonitor } from './qmp-monitor.ts'
import type { Surroundings } from './surroundings.ts'

/** Where a VM's monitors are. */
export interface Located {
  /** The one to watch it by: one the bridge has, else one that is free, else the least hopeless. */
  best: MonitorLocation
  /** The sockets of all that have one. */
  sockets: SocketAddress[]
}

export async function locateMonitors(qemu: QemuProcess, around: Surroundings): Promise<Located> {
  const all: MonitorLocation[] = []
  for (const monitor of qemu.commandLine.monitors) all.push(await locate(qemu, monitor, around))
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
  around: Surroundings,
): Promise<MonitorLocation> {
  switch (monitor.kind) {
    case 'unix':
      return await locateUnix(qemu, monitor.path, around)
    case 'abstract':
      return await locateAbstract(qemu, monitor.path, around)
    case 'tcp':
      return await locateTcp(qemu, monitor.port, around)
    case 'fd':
      return await locateHandedOver(qemu, monitor, around)
    case 'elsewhere':
      return { blocker: noQmp(qemu) }
  }
}

/** The path or port of a socket that QEMU was handed as an open file is known to the kernel alone. */
async function locateHandedOver(
  qemu: QemuProcess,
  { fd, byLibvirt }: QmpMonitor & { kind: 'fd' },
  around: Surroundings,
): Promise<MonitorLocation> {
  const inode = qemu.sockets.inodeOf(fd)
  // libvirt never releases it.
  if (inode === undefined)
    return { blocker: byLibvirt ? held({ name: 'libvirt' }, optionBeside(qemu)) : foreign(qemu) }
  const tables = around.networks.of(qemu.pid)
  const unix = (await tables.unix()).find((socket) => socket.inode === inode)
  if (unix) return await locateUnix(qemu, unix.path, around)
  const tcp = (await tables.tcp()).find((socket) => socket.inode === inode)
  if (tcp) return await locateTcp(qemu, tcp.local.port, around)
  return { blocker: notListening({ fd }) }
}
