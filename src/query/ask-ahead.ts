import type { StoreApi } from 'zustand'
import type { ReadName } from '#qapi/types.ts'
import type { AppServices } from './app-services.ts'
import { readQuery } from './read-query.ts'
import { listKey } from './vm-list.ts'
import type { VmSnapshot } from './vm-snapshot.ts'

/** Asks for the list of VMs before anything shows it; resolves when there is an answer or a failure. */
export function askListAhead({ client, list }: AppServices): Promise<void> {
  return client.prefetchQuery({ queryKey: listKey, queryFn: () => list.ask() })
}

/**
 * Connects to a VM and asks what a page is about to show, before that is rendered: of each line of `reads` the first
 * query that this QEMU has. Resolves when all have an answer, or when QEMU cannot be reached.
 */
export async function askAhead(
  services: AppServices,
  id: string,
  reads: readonly (readonly ReadName[])[],
): Promise<void> {
  const vm = services.vm(id)
  const { commands } = await until(
    vm.snapshot,
    ({ link, commands }) => commands !== undefined || link.phase === 'waiting' || link.phase === 'ended',
  )
  const available = reads.flatMap((ways) => ways.find((command) => commands?.has(command)) ?? [])
  const ask = (command: ReadName) => services.client.prefetchQuery(readQuery(vm, command, undefined))
  await Promise.all(available.map(ask))
}

/** The state of a VM from which on a condition holds. */
function until(store: StoreApi<VmSnapshot>, holds: (snapshot: VmSnapshot) => boolean): Promise<VmSnapshot> {
  return new Promise((resolve) => {
    const stop = store.subscribe(check)
    check(store.getState())

    function check(snapshot: VmSnapshot): void {
      if (!holds(snapshot)) return
      stop()
      resolve(snapshot)
    }
  })
}
