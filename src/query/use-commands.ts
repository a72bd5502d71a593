import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSnapshot } from './use-snapshot.ts'
import { readQuery, type Vm } from './vm.ts'

/** What a given QEMU can do; asked, never guessed from its version (C-12). */
export interface Commands {
  has(command: string): boolean
  /** All of them, sorted, or undefined where QEMU does not say. */
  names: readonly string[] | undefined
}

/** A QEMU that does not list its commands: whoever asks finds out by the answer. */
const anything: Commands = { has: () => true, names: undefined }

/** The commands of this QEMU; undefined until it has said so. */
export function useCommands(vm: Vm): Commands | undefined {
  const ready = useSnapshot(vm, ({ link }) => link.phase === 'ready')
  const { data, error } = useQuery({ ...readQuery(vm, 'query-commands', undefined), enabled: ready })
  return useMemo(() => {
    if (!data) return error && 'kind' in error && error.kind === 'refused' ? anything : undefined
    const names = new Set(data.map(({ name }) => name))
    return { has: (command) => names.has(command), names: [...names].sort() }
  }, [data, error])
}
