import type { QueryClient } from '@tanstack/react-query'
import type { Activity, VmList } from '#api/types.ts'

/** Where the list of VMs lies in the cache. */
export const listKey = ['vms'] as const

/** The list of VMs: asked for, and kept current by what the bridge tells. */
export class CurrentVmList {
  readonly #client: QueryClient
  readonly #ask: () => Promise<VmList>
  readonly #onList: (list: VmList) => void
  /** What was told while an answer was on its way, which may be older: one list for each such answer. */
  readonly #meanwhile = new Set<Activity[]>()

  constructor(client: QueryClient, ask: () => Promise<VmList>, onList: (list: VmList) => void) {
    this.#client = client
    this.#ask = ask
    this.#onList = onList
  }

  async ask(): Promise<VmList> {
    const told: Activity[] = []
    this.#meanwhile.add(told)
    try {
      const answer = await this.#ask()
      // Each message tells how a VM is, whole, and the newest is never lost: so told twice is told once.
      const list = told.reduce(withNews, answer)
      this.#onList(list)
      return list
    } finally {
      this.#meanwhile.delete(told)
    }
  }

  /** Asks again: something may have been missed. */
  askAgain(): void {
    void this.#client.invalidateQueries({ queryKey: listKey, exact: true })
  }

  take(message: Activity): void {
    for (const told of this.#meanwhile) told.push(message)
    const list = this.#client.getQueryData<VmList>(listKey)
    if (!list) return
    const current = withNews(list, message)
    this.#client.setQueryData<VmList>(listKey, current)
    this.#onList(current)
  }
}

/** The list after a message: a new VM is at the end, a changed one keeps its place. */
export function withNews(list: VmList, message: Activity): VmList {
  if (message.type === 'act' || message.type === 'acts') return list
  if (message.type === 'vm-gone') return { ...list, vms: list.vms.filter(({ id }) => id !== message.id) }
  const { vm } = message
  const isKnown = list.vms.some(({ id }) => id === vm.id)
  return { ...list, vms: isKnown ? list.vms.map((one) => (one.id === vm.id ? vm : one)) : [...list.vms, vm] }
}
