import { locateTcp } from './locate-tcp.ts'
import { locateUnix } from './locate-unix.ts'
import type { MonitorLocation } from './monitor-location.ts'
import { foreign, held, noQmp, notListening } from './obstacles.ts'
import type { QemuProcess } from './qemu-processes.ts'
import type { QmpMonitor } from './qmp-monitor.ts'
import type { Surroundings } from './surroundings.ts'

/** The VM's monitor to watch it by: one the bridge has, else one that is free, else the least hopeless. */
export async function locateBest(qemu: QemuProcess, around: Surroundings): Promise<MonitorLocation> {
  const all: MonitorLocation[] = []
  for (const monitor of qemu.commandLine.monitors) {
    const located = await locate(qemu, monitor, around)
    if (located.isOurs) return located
    all.push(located)
  }
  all.sort((one, other) => difficulty(one) - difficulty(other))
  return all[0] ?? { obstacle: noQmp(qemu) }
}

function difficulty({ address, obstacle }: MonitorLocation): number {
  if (obstacle === undefined) return 0
  return (obstacle.state === 'busy' ? 1 : 3) + Number(address === undefined)
}

async function locate(
  qemu: QemuProcess,
  monitor: QmpMonitor,
  around: Surroundings,
): Promise<MonitorLocation> {
  switch (monitor.kind) {
    case 'unix':
      return await locateUnix(qemu, monitor.path, around)
    case 'tcp':
      return await locateTcp(qemu, monitor.port, around)
    case 'fd':
      return await locateHandedOver(qemu, monitor, around)
    case 'elsewhere':
      return { obstacle: noQmp(qemu) }
  }
}

/** The path or port of a socket that QEMU was handed as an open file is known to the kernel alone. */
async function locateHandedOver(
  qemu: QemuProcess,
  { fd, byLibvirt }: QmpMonitor & { kind: 'fd' },
  around: Surroundings,
): Promise<MonitorLocation> {
  const inode = qemu.sockets.inodeOf(fd)
  // libvirt never lets go of it.
  if (inode === undefined) return { obstacle: byLibvirt ? held({ name: 'libvirt' }, qemu) : foreign(qemu) }
  const tables = around.tablesFor(qemu)
  const unix = (await tables.unix()).find((socket) => socket.inode === inode)
  if (unix) return await locateUnix(qemu, unix.path, around)
  const tcp = (await tables.tcp()).find((socket) => socket.inode === inode)
  if (tcp) return await locateTcp(qemu, tcp.local.port, around)
  return { obstacle: notListening({ fd }) }
}
