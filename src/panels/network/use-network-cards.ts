import { devicesToAsk, isNetworkCard, type NetworkCardRow, networkCardRows } from '#model/network-cards.ts'
import { childrenOf, deviceContainers } from '#model/qom.ts'
import { commands, type VmOf } from '#panels/panel.ts'
import type { QmpError } from '#qmp/errors.ts'

export const networkCommands = commands({
  needs: ['qom-list'],
  reads: ['qom-get', 'query-rx-filter'],
  acts: ['set_link'],
})

export type NetworkVm = VmOf<typeof networkCommands>

export interface NetworkCards {
  /** Undefined until all answers have come. */
  cards: NetworkCardRow[] | undefined
  error: QmpError | undefined
}

/** Finds the cards in the steps that model/network-cards.ts explains; each waits for the one before. */
export function useNetworkCards(vm: NetworkVm): NetworkCards {
  const containers = vm.useReads(
    'qom-list',
    deviceContainers.map((path) => ({ path })),
  )
  const devices = deviceContainers.flatMap((path, index) => childrenOf(path, containers[index]?.data))
  const candidates = devicesToAsk(devices)
  const properties = vm.useReads(
    'qom-list',
    candidates.map(({ path }) => ({ path })),
  )
  const cardTypes = new Set(
    candidates.filter((_, index) => isNetworkCard(properties[index]?.data)).map(({ type }) => type),
  )
  const found = devices.filter(({ type }) => cardTypes.has(type))
  const macs = vm.useReads(
    'qom-get',
    found.map(({ path }) => ({ path, property: 'mac' })),
  )
  const netdevs = vm.useReads(
    'qom-get',
    found.map(({ path }) => ({ path, property: 'netdev' })),
  )
  const filters = vm.useRead('query-rx-filter')

  const error = containers[0]?.error
  // A refused answer is an answer, too: not every machine has every container.
  const waiting = [...containers, ...properties, ...macs, ...netdevs].some(
    (read) => read.data === undefined && read.error === undefined,
  )
  if (waiting || error) return { cards: undefined, error }
  const asked = found.map((card, index) => ({
    ...card,
    mac: macs[index]?.data,
    netdev: netdevs[index]?.data,
  }))
  return { cards: networkCardRows(asked, filters.data), error: undefined }
}
