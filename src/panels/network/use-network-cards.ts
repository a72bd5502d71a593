import { byName } from '#model/natural-order.ts'
import {
  type AskedDevice,
  devicesToAsk,
  isNetworkCard,
  type NetworkCardRow,
  networkCardRows,
  partsOf,
  partsToAsk,
} from '#model/network-cards.ts'
import { otherNetworkFunctions } from '#model/pci-network.ts'
import { childrenOf, deviceContainers, machineParts, machinePath, type QomChild } from '#model/qom.ts'
import type { QmpError } from '#qmp/errors.ts'
import type { Read } from '#query/use-read.ts'
import type { NetworkVm } from './network-vm.ts'

export interface NetworkCards {
  /** Undefined until all answers have come. */
  cards: NetworkCardRow[] | undefined
  error: QmpError | undefined
}

/** Finds the cards in the steps that model/network-cards.ts explains; each waits for the one before. */
export function useNetworkCards(vm: NetworkVm): NetworkCards {
  const containers = vm.useReads(
    'qom-list',
    [...deviceContainers, machinePath].map((path) => ({ path })),
  )
  const devices = deviceContainers.flatMap((path, index) => childrenOf(path, containers[index]?.data))
  const parts = machineParts(containers[deviceContainers.length]?.data)
  const asked = useAsked(vm, devicesToAsk([...devices, ...parts]))
  const inner = useAsked(vm, partsToAsk(asked.devices))
  const innermost = useAsked(vm, partsToAsk([...asked.devices, ...inner.devices]))

  const all = [...asked.devices, ...inner.devices, ...innermost.devices]
  const cardTypes = new Set(
    all.filter(({ properties }) => isNetworkCard(properties)).map(({ device }) => device.type),
  )
  const found = [...devices, ...parts, ...partsOf(all)].filter(({ type }) => cardTypes.has(type))
  const macs = vm.useReads(
    'qom-get',
    found.map(({ path }) => ({ path, property: 'mac' })),
  )
  const netdevs = vm.useReads(
    'qom-get',
    found.map(({ path }) => ({ path, property: 'netdev' })),
  )
  const filters = vm.useRead('query-rx-filter')
  const pci = vm.useRead('query-pci')

  const error = containers[0]?.error
  const reads = [...containers, ...asked.reads, ...inner.reads, ...innermost.reads, ...macs, ...netdevs]
  const waiting = [...reads, ...(vm.has('query-pci') ? [pci] : [])].some((read) => !isAnswered(read))
  if (waiting || error) return { cards: undefined, error }
  const cards = networkCardRows(
    found.map((card, index) => ({ ...card, mac: macs[index]?.data, netdev: netdevs[index]?.data })),
    filters.data,
  )
  return {
    cards: [...cards, ...otherNetworkFunctions(pci.data, cards, devices)].sort(byName),
    error: undefined,
  }
}

/** A refused answer is an answer, too: not every machine has every container, or PCI. */
function isAnswered({ data, error }: Read<unknown>): boolean {
  return data !== undefined || error !== undefined
}

/** Asks each of these devices for its properties. */
function useAsked(vm: NetworkVm, devices: readonly QomChild[]) {
  const reads = vm.useReads(
    'qom-list',
    devices.map(({ path }) => ({ path })),
  )
  const answers: AskedDevice[] = devices.map((device, index) => ({
    device,
    properties: reads[index]?.data,
  }))
  return { devices: answers, reads }
}
