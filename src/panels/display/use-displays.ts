import { type DisplayRow, displayRows } from '#model/display.ts'
import { isBeforeMachine } from '#model/run-state.ts'
import type { QmpError } from '#qmp/errors.ts'
import type { Read } from '#query/use-read.ts'
import { firstAvailable } from '#schema/replacements.ts'
import type { DisplayVm, displayCommands } from './display-vm.ts'

type Reads = (typeof displayCommands.needs)[number]

export interface Displays {
  /** All ways to see the screen, once QEMU has answered for each kind that it has. */
  rows?: DisplayRow[]
  /** Why it does not answer yet. */
  error?: QmpError
}

export function useDisplays(vm: DisplayVm): Displays {
  const way = firstAvailable((command) => vm.has(command), 'query-vnc-servers')
  const servers = vm.useRead('query-vnc-servers')
  const vnc = vm.useRead('query-vnc', { when: way === 'query-vnc' })
  const spice = vm.useRead('query-spice')
  const options = vm.useRead('query-display-options')
  // A refusal is an answer, too: a QEMU built without VNC or SPICE has the query and no display to tell of.
  const pending = (command: Reads, read: Read<unknown>) =>
    vm.has(command) && read.data === undefined && read.error?.kind !== 'refused'
  const waiting = [
    pending('query-vnc-servers', servers),
    way === 'query-vnc' && pending('query-vnc', vnc),
    pending('query-spice', spice),
    pending('query-display-options', options),
  ]
  const knowsCommands = way !== undefined || vm.has('query-spice') || vm.has('query-display-options')
  if (!knowsCommands || waiting.includes(true)) return {}
  const tooEarly = [servers, vnc, spice, options].find(({ error }) => isBeforeMachine(error?.message ?? ''))
  if (tooEarly?.error) return { error: tooEarly.error }
  const rows = displayRows({
    vncServers: servers.data,
    vnc: vnc.data,
    spice: spice.data,
    options: options.data,
  })
  return { rows }
}
