import { useMemo } from 'react'
import type { ListedVm, NewVm } from '#api/types.ts'
import { useAppServices } from './app-services.ts'

/** What changes the list for everyone. Both fail with an ApiFailure in the bridge's words. */
export interface ListChanges {
  add(vm: NewVm): Promise<ListedVm>
  remove(id: string): Promise<void>
}

/** Undefined where there is no bridge to keep a list. The page does not wait to be told what it has done itself. */
export function useListChanges(): ListChanges | undefined {
  const { source, list } = useAppServices()
  return useMemo(() => {
    const { add, remove } = source
    if (!add || !remove) return undefined
    return {
      add: async (wanted) => {
        const vm = await add(wanted)
        list.take({ type: 'vm', vm })
        return vm
      },
      remove: async (id) => {
        await remove(id)
        list.take({ type: 'vm-gone', id })
      },
    }
  }, [source, list])
}
