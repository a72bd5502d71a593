import { panel } from '#panels/panel.ts'
import { EventLogPanel } from './event-log-panel.tsx'
import { EventLogView } from './event-log-view.tsx'

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
  dock: EventLogView,
})
