import type { Vm } from '#api/types.ts'

/**
 * What the dashboard knows to be in the way of a VM that it has found, in whole words: when it closes a socket for this
 * reason, there is room for the first of them only.
 */
export function obstacleOf({ source, state, detail }: Vm): string | undefined {
  const isInTheWay = state === 'busy' || state === 'unreachable'
  return source === 'discovered' && isInTheWay ? detail : undefined
}

/** There is no address to dial, at least none that this page is told: the next try would end as the last one did. */
export function hasNoSocket(vm: Vm): boolean {
  return obstacleOf(vm) !== undefined && vm.state === 'unreachable' && vm.address === undefined
}
