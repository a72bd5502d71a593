import { panel } from '#panels/panel.ts'
import { BlockDevicesPanel } from './block-devices-panel.tsx'
import { blockDevicesCommands } from './block-devices-vm.ts'

export const blockDevices = panel({
  id: 'block-devices',
  title: 'Block devices',
  group: 'storage',
  size: 'page',
  overview: 'wide',
  ...blockDevicesCommands,
  component: BlockDevicesPanel,
})
