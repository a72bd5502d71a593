import { createElement } from 'react'
import { type DockProps, type PanelProps, panel } from '#panels/panel.ts'
import { lazyComponent } from '#ui/lazy-component.tsx'

// The first screen is drawn without it; the place at its foot is kept.
const LogView = lazyComponent(async () => (await import('./event-log-view.tsx')).EventLogView)
const LogPage = lazyComponent(async () => (await import('./event-log-panel.tsx')).EventLogPanel)

export const eventLog = panel({
  id: 'event-log',
  title: 'Event log',
  group: 'qmp',
  size: 'page',
  bare: true,
  needs: [],
  reads: [],
  acts: [],
  component: (props: PanelProps) => createElement(LogPage, props),
  dock: (props: DockProps) => createElement(LogView, props),
})
