import { type ReactNode, useState, useSyncExternalStore } from 'react'
import type { ListedVm } from '#api/types.ts'
import { panels } from '#panels/index.ts'
import { useAppServices } from '#query/app-services.ts'
import type { EventLog } from '#query/event-log.ts'
import { Splitter } from '#ui/splitter.tsx'
import { useIsNarrow } from '#ui/use-screen.ts'
import { useRemembered } from './remembered.ts'

interface Props {
  vms: readonly ListedVm[]
  vm: ListedVm | undefined
}

const smallest = 96

/** In px, of the log's head and of one of its lines. */
const headHeight = 41
const lineHeight = 25

/** As long as nobody has chosen a height, the log begins with three lines and grows with need up to six. */
function useLinesNeeded(log: EventLog): number {
  const lines = () => Math.min(6, Math.max(3, log.next - log.first))
  return useSyncExternalStore((changed) => log.subscribe(changed), lines)
}

/** The event log at hand below every page: as high as the reader likes, or folded to its head. */
export function LogDock({ vms, vm }: Props) {
  const { log } = useAppServices()
  const isNarrow = useIsNarrow()
  const [chosen, setHeight] = useRemembered('log-height', 0)
  const lines = useLinesNeeded(log)
  const height = chosen || headHeight + lineHeight * lines
  const [folded, setFolded] = useRemembered('log-folded', false)
  const [sheet, setSheet] = useState(false)
  const nameOf = (id: string) => vms.find((listed) => listed.id === id)?.name ?? id
  const Docked = panels.find(({ dock }) => dock)?.dock
  if (!Docked) return null
  const isFolded = isNarrow ? !sheet : folded
  const view = (edge?: ReactNode) => (
    <Docked
      log={log}
      vm={vm?.id}
      nameOf={nameOf}
      folded={isFolded}
      edge={edge}
      onFold={isNarrow ? (next) => setSheet(!next) : setFolded}
    />
  )
  if (isNarrow)
    return (
      <div className={sheet ? 'h-[60dvh] border-t border-line bg-panel' : 'border-t border-line bg-panel'}>
        {view()}
      </div>
    )
  return (
    <div id="event-log" className="shrink-0 bg-panel" style={folded ? undefined : { height }}>
      {view(
        <Splitter
          label="Height of the event log"
          size={height}
          min={smallest}
          max={Math.max(smallest, Math.round(window.innerHeight * 0.7))}
          onResize={setHeight}
          collapsed={folded}
          onCollapse={setFolded}
          controls="event-log"
        />,
      )}
    </div>
  )
}
