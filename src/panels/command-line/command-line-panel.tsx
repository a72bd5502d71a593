import { formatDateTime } from '#model/time.ts'
import type { PanelProps } from '#panels/panel.ts'
import { EmptyNote } from '#ui/empty-note.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { Skeleton } from '#ui/skeleton.tsx'

const Brief = lazyComponent(
  async () => (await import('./brief-command-line.tsx')).BriefCommandLine,
  <Skeleton lines={1} />,
)
const CommandOptions = lazyComponent(async () => (await import('./command-options.tsx')).CommandOptions)

/** With what QEMU was started: what one needs to start it again, also when it has ended. */
export function CommandLinePanel({ vm, brief }: PanelProps) {
  const process = vm.useProcess().data
  const args = process?.commandLine
  if (!args || args.length === 0) return <NotKnown hasProcess={Boolean(process)} />
  const shown = <CommandOptions args={args} before={process.previous?.commandLine} />
  return (
    <>
      {process.ended !== undefined && (
        <p className="text-label text-ink-2">
          Of the QEMU that ended at <time>{formatDateTime(process.ended)}</time>.
        </p>
      )}
      {brief ? <Brief args={args}>{shown}</Brief> : shown}
    </>
  )
}

function NotKnown({ hasProcess }: { hasProcess: boolean }) {
  return (
    <EmptyNote>
      {hasProcess ? 'Only operators see it.' : 'The dashboard does not know QEMU’s process on this host.'}
    </EmptyNote>
  )
}
