import { panel } from '#panels/panel.ts'
import { CharacterDevicesPanel } from './character-devices-panel.tsx'

export const characterDevices = panel({
  id: 'character-devices',
  title: 'Character devices',
  group: 'devices',
  size: 'card',
  reads: ['query-chardev'],
  acts: [],
  component: CharacterDevicesPanel,
})
