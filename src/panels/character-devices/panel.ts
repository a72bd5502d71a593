import { later } from '#panels/later.tsx'
import { panel } from '#panels/panel.ts'

export const characterDevices = panel({
  id: 'character-devices',
  title: 'Character devices',
  group: 'devices',
  alsoIn: 'console',
  size: 'card',
  needs: ['query-chardev'],
  reads: [],
  acts: [],
  component: later(async () => (await import('./character-devices-panel.tsx')).CharacterDevicesPanel),
})
