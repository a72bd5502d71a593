import type { PciBus } from '#qapi/names.ts'
import { items, type Partially } from './answer.ts'
import type { QomChild } from './qom.ts'

/** How the name of a virtio device ends on a machine: `virtio-net-pci`, `virtio-net-device`, `virtio-net-ccw`. */
export type VirtioBus = 'pci' | 'device' | 'ccw'

/**
 * The bus that takes virtio devices of the command line.
 *
 * @param buses of `query-pci`; undefined where QEMU refuses it, for want of PCI
 * @param devices of `deviceContainers`
 * @returns undefined for a machine without any
 */
export function virtioBus(
  buses: readonly Partially<PciBus>[] | undefined,
  devices: readonly QomChild[],
): VirtioBus | undefined {
  if (devices.some(({ type }) => type === 'virtual-css-bridge')) return 'ccw'
  if (items(buses).length > 0) return 'pci'
  return devices.some(({ type }) => type === 'virtio-mmio') ? 'device' : undefined
}
