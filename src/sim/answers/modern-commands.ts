import { type Commands, commandNames, joinCommands } from '../protocol/commands.ts'
import type { SchemaSource } from '../schema.ts'
import type { Value } from '../wire/value.ts'
import { text } from './argument-values.ts'
import { blockCommands } from './block-commands.ts'
import { deviceCommands } from './device-commands.ts'
import { jobCommands } from './job-commands.ts'
import { lifeCommands } from './life-commands.ts'
import { migrationCommands } from './migration-commands.ts'
import { preconfigCommands } from './preconfig-commands.ts'
import { recordedCommands } from './recorded.ts'
import { snapshotCommands } from './snapshot-commands.ts'
import { humanMonitor } from './text-console.ts'
import type { Vm } from './vm.ts'
import { yankCommands } from './yank-commands.ts'

/** All that the simulator answers as QEMU 10.0; it says of itself that it has these commands and no others. */
export function modernCommands(vm: Vm, schema: SchemaSource): Commands {
  const commands: Commands = joinCommands(
    recordedCommands,
    lifeCommands(vm),
    blockCommands(vm),
    deviceCommands(vm),
    jobCommands(vm),
    snapshotCommands(vm),
    migrationCommands(vm),
    preconfigCommands(vm.machine),
    yankCommands,
    {
      plain: { 'query-commands': () => names().map((name) => ({ name })) },
      withArguments: {
        'human-monitor-command': (args) => humanMonitor(text(args, 'command-line'), vm),
        // Not because it takes any: the schema is fetched before a command with arguments runs.
        'query-qmp-schema': () => ownSchema(schema, new Set(names())),
      },
    },
  )
  const names = () => ['qmp_capabilities', ...commandNames(commands)]
  return commands
}

/** The recorded schema without the commands that the simulator lacks. */
function ownSchema(schema: SchemaSource, names: ReadonlySet<string>): Value {
  const entries = schema.atHand?.entries ?? []
  return entries.filter(
    (entry) => entry['meta-type'] !== 'command' || names.has(entry.name),
  ) as unknown as Value[]
}
