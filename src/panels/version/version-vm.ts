import type { PanelVm } from '#query/panel-vm.ts'

/** The VM as this panel's parts see it; panel.ts declares the same. */
export type VersionVm = PanelVm<
  | 'query-version'
  | 'query-target'
  | 'qom-get'
  | 'query-name'
  | 'query-status'
  | 'query-uuid'
  | 'query-balloon'
  | 'query-kvm'
  | 'query-accelerators'
  | 'query-cpus-fast'
  | 'query-cpus'
  | 'query-memory-size-summary',
  never
>
