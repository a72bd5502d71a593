import { type DisplayRow, displayRows } from '#model/display.ts'
import type { Read } from '#query/use-read.ts'
import { firstAvailable } from '#schema/replacements.ts'
import type { DisplayVm, displayCommands } from './display-vm.ts'

type Reads = (typeof displayCommands.needs)[number]

/** All ways to see the screen, once QEMU has answered for each kind that it has; undefined before. */
export function useDisplays(vm: DisplayVm): DisplayRow[] | undefined {
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
  if (!knowsCommands || waiting.includes(true)) return undefined
  return displayRows({
    vncServers: servers.data,
    vnc: vnc.data,
    spice: spice.data,
    options: options.data,
  })
}
