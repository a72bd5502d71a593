import type { PanelVm } from '#query/panel-vm.ts'

/** The VM as this panel's parts see it; panel.ts declares the same. */
export type BalloonVm = PanelVm<
  'query-balloon' | 'query-memory-size-summary' | 'qom-list' | 'qom-get',
  'balloon'
>
