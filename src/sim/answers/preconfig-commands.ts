import type { Machine } from '../machine/machine.ts'
import type { Commands } from '../protocol/commands.ts'
import type { Permit } from '../protocol/dispatcher.ts'
import { Refusal } from '../refusal.ts'

/** What QEMU does before the machine is made. No schema tells (rule I-09); this is what QEMU 7.2 let through. */
const allowed: ReadonlySet<string> = new Set([
  ...[
    'qmp_capabilities',
    'query-commands',
    'query-qmp-schema',
    'query-version',
    'query-name',
    'query-status',
  ],
  ...['quit', 'x-exit-preconfig', 'qom-get', 'qom-list', 'qom-set', 'blockdev-add', 'blockdev-del'],
  ...[
    'query-block',
    'query-block-exports',
    'query-block-jobs',
    'query-blockstats',
    'query-named-block-nodes',
  ],
  ...['query-audiodevs', 'query-chardev', 'query-cryptodev', 'query-iothreads', 'query-memdev'],
  ...['query-hotpluggable-cpus', 'query-pr-managers', 'query-yank', 'yank'],
])

/** Rules L-04 and E-05. */
export function permitIn(machine: Machine): Permit {
  return (command) => {
    if (!machine.preconfig || allowed.has(command)) return
    throw new Refusal(`The command '${command}' is permitted only after machine initialization has completed`)
  }
}

export function preconfigCommands(machine: Machine): Partial<Commands> {
  return {
    plain: {
      'x-exit-preconfig': () => {
        machine.exitPreconfig()
      },
    },
  }
}
