import type { PanelVm } from '#query/panel-vm.ts'

/** The VM as this panel's parts see it; panel.ts declares the same. */
export type MemoryVm = PanelVm<
  | 'query-memory-size-summary'
  | 'query-balloon'
  | 'query-memory-devices'
  | 'query-memdev'
  | 'qom-list'
  | 'qom-get',
  'qom-set'
>
