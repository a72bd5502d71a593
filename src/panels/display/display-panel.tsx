import type { PropsOf } from '#panels/panel.ts'
import { EmptyNote } from '#ui/empty-note.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { Unanswered } from '#ui/unanswered.tsx'
import { DisplayLine } from './display-line.tsx'
import type { displayCommands } from './display-vm.ts'
import { useDisplays } from './use-displays.ts'

const DisplayAccess = lazyComponent(async () => (await import('./display-access.tsx')).DisplayAccess)

/** Where the VM's screen can be seen, by whom, and who is looking. */
export function DisplayPanel({ vm, brief }: PropsOf<typeof displayCommands>) {
  const { rows: displays, error } = useDisplays(vm)
  if (!displays) return <Unanswered error={error} lines={2} />
  if (displays.length === 0) {
    return <NoDisplay vm={vm} />
  }
  return (
    <div className="grid gap-3">
      {displays.map((display) =>
        brief ? (
          <DisplayLine key={`${display.kind} ${display.id}`} display={display} />
        ) : (
          <DisplayAccess key={`${display.kind} ${display.id}`} display={display} />
        ),
      )}
    </div>
  )
}

/** A VNC server can only be advised to a guest that draws something: QEMU names the device of its first console. */
function NoDisplay({ vm }: Pick<PropsOf<typeof displayCommands>, 'vm'>) {
  const device = vm.useRead('qom-get', { args: { path: '/backend/console[0]', property: 'device' } }).data
  return (
    <EmptyNote
      hint={
        typeof device === 'string' &&
        device !== '' && (
          <>
            <code>-vnc 127.0.0.1:0</code> on QEMU’s command line adds one.
          </>
        )
      }
    >
      This VM has no display: no VNC or SPICE server, no window.
    </EmptyNote>
  )
}
