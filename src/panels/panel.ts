import type { ComponentType } from 'react'
import type { ActName, ReadName } from '#qapi/types.ts'
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

export interface PanelDefinition<R extends ReadName = never, A extends ActName = never> {
  /** Folder, URL segment and name of the spec. */
  id: string
  /** Heading, and name of the region. */
  title: string
  group: GroupId
  /** A card among others, or a page of its own. */
  size: 'card' | 'page'
  /** Usually longer than the others of its group together: it gets a column of its own. */
  tall?: boolean
  /** Draws its own box, or none: the frame then adds no heading. */
  bare?: boolean
  /** Where it also stands on the overview: over all, in the wide column or at its end, or in the narrow one beside it. */
  overview?: 'top' | 'main' | 'below' | 'side'
  /** Queries it may ask. If this QEMU has none of them, the frame says so in the panel's place. */
  reads: readonly R[]
  /** Commands it may send. */
  acts: readonly A[]
  component: ComponentType<PanelProps<R, A>>
}

export interface PanelProps<R extends ReadName = never, A extends ActName = never> {
  vm: PanelVm<R, A>
  /** True on the overview, where a panel says the most important in a few lines. */
  brief: boolean
}

/** A panel of which only the frame needs to know what it asks. */
// biome-ignore lint/suspicious/noExplicitAny: a list of panels holds components of different props
export type AnyPanel = PanelDefinition<any, any>

/** Declares a panel; the component can then use what is declared, and nothing else. */
export function panel<const R extends ReadName, const A extends ActName>(
  definition: PanelDefinition<R, A>,
): PanelDefinition<R, A> {
  return definition
}
