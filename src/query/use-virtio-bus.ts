import { childrenOf, deviceContainers } from '#model/qom.ts'
import { type VirtioBus, virtioBus } from '#model/virtio-bus.ts'
import type { ActName } from '#qapi/types.ts'
import type { PanelVm } from './panel-vm.ts'
import type { Read } from './use-read.ts'

const containers = deviceContainers.map((path) => ({ path }))

/** The bus for which a virtio device can be advised; undefined where there is none, and until that is known. */
export function useVirtioBus<A extends ActName>(
  vm: PanelVm<'qom-list' | 'query-pci', A>,
): VirtioBus | undefined {
  const lists = vm.useReads('qom-list', containers)
  const pci = vm.useRead('query-pci')
  const isAnswered = ({ data, error }: Read<unknown>) => data !== undefined || error !== undefined
  if (!isAnswered(pci) || !lists.every(isAnswered)) return undefined
  const devices = deviceContainers.flatMap((path, index) => childrenOf(path, lists[index]?.data))
  return virtioBus(pci.data, devices)
}
