import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Act, Activity } from '#api/types.ts'
import type { DoneAct } from '#model/doer.ts'
import { powerActionName } from '#model/power-commands.ts'

/** What the page knows of who did what. */
export interface KnownActs {
  /** All that the dashboard's clients did is here, as far back as its bridge runs: what is not here, another monitor did. */
  readonly isComplete: boolean
  readonly byVm: ReadonlyMap<string, readonly DoneAct[]>
}

/** Of each command on a VM, of `set_link` for each link. */
const keptOfEach = 16

/**
 * The acts that explain a state which QEMU does not explain: the power commands, and what network links were told. Those that
 * finish while the page is open are added to what the bridge has kept.
 */
export class ActRecord {
  readonly known: StoreApi<KnownActs>
  #epoch: string | undefined
  #last = 0

  /** @param isAlone nobody but this page has a client: there is no bridge */
  constructor(isAlone: boolean) {
    this.known = createStore(() => ({ isComplete: isAlone, byVm: new Map() }))
  }

  /** What the bridge has kept. Returns those of it that are new here, oldest first. */
  catchUp({ epoch, acts }: Activity & { type: 'acts' }): readonly Act[] {
    if (epoch !== this.#epoch) {
      this.#epoch = epoch
      this.#last = 0
      this.known.setState({ isComplete: true, byVm: new Map() })
    }
    return acts.filter((act) => this.isNew(act))
  }

  /** Whether an act that is reported has not been before. */
  isNew({ seq }: Act): boolean {
    if (seq === undefined) return true
    if (seq <= this.#last) return false
    this.#last = seq
    return true
  }

  add(vm: string, act: DoneAct): void {
    if (!powerActionName(act.command) && act.command !== 'set_link') return
    const { byVm, isComplete } = this.known.getState()
    const acts = byVm.get(vm) ?? []
    const isSame = (other: DoneAct) => kindOf(other) === kindOf(act)
    const isFull = acts.filter(isSame).length >= keptOfEach
    const others = isFull ? acts.toSpliced(acts.findIndex(isSame), 1) : acts
    this.known.setState({ isComplete, byVm: new Map(byVm).set(vm, [...others, act]) })
  }
}

function kindOf({ command, arguments: args }: DoneAct): string {
  const name = command === 'set_link' ? (args as { name?: unknown } | undefined)?.name : undefined
  return `${command} ${name}`
}
