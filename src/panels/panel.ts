import type { ReactNode } from 'react'
import type { ActName, ReadName } from '#qapi/types.ts'
import type { EventLog } from '#query/event-log.ts'
import type { PanelVm } from '#query/panel-vm.ts'

/** The groups of a VM page, in the order of its tabs. */
export const groups = [
  { id: 'overview', title: 'Overview' },
  { id: 'console', title: 'Console' },
  { id: 'storage', title: 'Storage' },
  { id: 'network', title: 'Network' },
  { id: 'devices', title: 'Devices' },
  { id: 'cpu-memory', title: 'CPU & memory' },
  { id: 'jobs', title: 'Jobs' },
  { id: 'qmp', title: 'QMP' },
] as const

export type GroupId = (typeof groups)[number]['id']

/** The commands of a panel: its component gets a VM that has these, and no others. */
export interface Commands<R extends ReadName, A extends ActName> {
  /**
   * Queries of which QEMU must have at least one for the panel to show anything; else the frame says that it has none.
   * Empty for a panel that always has something to show.
   */
  readonly needs: readonly R[]
  /** Other queries it may send. */
  readonly reads: readonly R[]
  /** Commands that change something. */
  readonly acts: readonly A[]
}

interface Identity {
  /** What it shows at the foot of every page; one panel at most has it. */
  readonly dock?: (props: DockProps) => ReactNode
  /** Folder and URL segment; its spec has this name or its group's. */
  readonly id: string
  /** Heading, and name of the region. */
  readonly title: string
  readonly group: GroupId
  /** Another group whose readers look for it, too. */
  readonly alsoIn?: GroupId
  /** A card among others, or a page of its own. */
  readonly size: 'card' | 'page'
  /** Usually longer than the others of its group together: it gets a column of its own. */
  readonly tall?: boolean
  /** Draws its own box, or none: the frame then adds no heading. */
  readonly bare?: boolean
  /** Where the overview shows it: over all, as wide as the main column or half as wide, or in the narrow column. */
  readonly overview?: 'top' | 'wide' | 'half' | 'side'
  /** Heading of the card that it shares on the overview with its neighbours that name the same one. */
  readonly card?: string
}

/** What a panel gets that shows something at the foot of every page. */
export interface DockProps {
  log: EventLog
  /** One VM; all of them without it. */
  vm: string | undefined
  nameOf: (vm: string) => string
  /** Only its head is shown. */
  folded: boolean
  /** On its upper edge: what changes its height. */
  edge?: ReactNode
  /** Missing where it is the page. */
  onFold?: (folded: boolean) => void
}

export interface PanelProps<R extends ReadName = never, A extends ActName = never> {
  vm: PanelVm<R, A>
  /** True on the overview, where a panel says the most important in a few lines. */
  brief: boolean
}

/** A panel as pages and lists of panels see it: what its component uses is checked already. */
export interface Panel extends Identity, Commands<ReadName, ActName> {
  readonly component: (props: PanelProps<ReadName, ActName>) => ReactNode
}

/** Declares the commands of a panel beside the parts that use them; `panel.ts` spreads them. */
export function commands<
  const N extends ReadName = never,
  const R extends ReadName = never,
  const A extends ActName = never,
>(declared: { needs: readonly N[]; reads?: readonly R[]; acts?: readonly A[] }): Commands<N | R, A> {
  const { needs, reads = [], acts = [] } = declared
  return { needs, reads, acts }
}

/** The VM of a panel with these commands. */
export type VmOf<C> = C extends Commands<infer R, infer A> ? PanelVm<R, A> : never

/** What the component of a panel with these commands gets. */
export type PropsOf<C> = C extends Commands<infer R, infer A> ? PanelProps<R, A> : never

interface Declaration<R extends ReadName, A extends ActName> extends Identity, Commands<R, A> {
  // Types come from the lists, never from what the component uses: a declaration that says less does not compile.
  readonly component: (props: PanelProps<NoInfer<R>, NoInfer<A>>) => ReactNode
}

/** Declares a panel; its component can use what is declared, and nothing else. */
export function panel<const R extends ReadName, const A extends ActName>(declared: Declaration<R, A>): Panel {
  return declared
}
