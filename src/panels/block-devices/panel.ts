import { panel } from '#panels/panel.ts'
import { BlockDevicesPanel } from './block-devices-panel.tsx'

export const blockDevices = panel({
  id: 'block-devices',
  title: 'Block devices',
  group: 'storage',
  size: 'page',
  overview: 'main',
  reads: ['query-block', 'query-blockstats', 'qom-list'],
  acts: ['eject', 'blockdev-change-medium', 'change', 'blockdev-open-tray', 'blockdev-close-tray'],
  component: BlockDevicesPanel,
})
