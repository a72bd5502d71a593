import { panel } from '#panels/panel.ts'
import { EventLogPanel } from './event-log-panel.tsx'

export const eventLog = panel({
  id: 'event-log',
  title: 'Event log',
  group: 'qmp',
  size: 'page',
  bare: true,
  needs: [],
  reads: [],
  acts: [],
  component: EventLogPanel,
})
