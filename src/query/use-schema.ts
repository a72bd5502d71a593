import { useQuery } from '@tanstack/react-query'
import type { Greeting } from '#qmp/wire/greeting.ts'
import type { SchemaIndex } from '#schema/schema-index.ts'
import type { QemuBuild } from '#schema/schema-keeper.ts'
import { useAppServices } from './app-services.ts'
import { useCommands } from './use-commands.ts'
import { useSnapshot } from './use-snapshot.ts'
import type { Vm } from './vm.ts'

/**
 * The schema of a VM's QEMU: asked for once a build, and only where something on screen needs it, never at connect.
 * Undefined while it is on its way, and where it cannot be had.
 */
export function useSchema(vm: Vm): SchemaIndex | undefined {
  const { schemas } = useAppServices()
  const commands = useCommands(vm)?.names
  const session = useSnapshot(vm, ({ link }) => (link.phase === 'ready' ? link.since : undefined))
  const greeting = useSnapshot(vm, ({ link }) => (link.phase === 'ready' ? link.greeting : undefined))
  const { data } = useQuery({
    // One for each session: a QEMU that was started again may be another.
    queryKey: ['schema', vm.id, session],
    queryFn: async () => {
      const keeper = await schemas()
      return keeper.schemaOf(buildOf(greeting, commands ?? []), () => vm.read('query-qmp-schema'))
    },
    enabled: greeting !== undefined && commands !== undefined,
    structuralSharing: false,
  })
  return data
}

/** Greetings of 0.12 have no version in numbers; those QEMUs have no schema either, so that nothing is kept of them. */
const unnumbered = { major: 0, minor: 12, micro: 0 }

function buildOf(greeting: Greeting | undefined, commands: readonly string[]): QemuBuild {
  const version = greeting?.version
  return {
    version: typeof version === 'object' ? version : unnumbered,
    package: greeting?.package ?? '',
    commands,
  }
}
