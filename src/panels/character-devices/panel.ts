import { lazy } from 'react'
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
  component: lazy(async () => ({
    default: (await import('./character-devices-panel.tsx')).CharacterDevicesPanel,
  })),
})
