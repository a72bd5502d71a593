import type { PanelProps } from '#panels/panel.ts'
import { EventLogView } from './event-log-view.tsx'

/** The log as a page of its own. */
export function EventLogPanel({ vm }: PanelProps) {
  return (
    <div className="-mx-3 h-[calc(100dvh-190px)] min-h-60">
      <EventLogView log={vm.log} vm={vm.id} nameOf={() => vm.name} folded={false} />
    </div>
  )
}
