import type { PanelVm } from '#query/panel-vm.ts'

/** The VM as this panel's parts see it; panel.ts declares the same. */
export type StatusVm = PanelVm<
  'query-status' | 'query-block' | 'qom-list' | 'query-kvm' | 'query-accelerators',
  'cont' | 'system_wakeup' | 'system_reset' | 'quit'
>
