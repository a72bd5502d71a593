import { useSnapshot } from '#query/use-snapshot.ts'
import type { Vm } from '#query/vm.ts'

/** QEMU's version, as its greeting gives it; QEMU before 0.13 greets without one. */
export function VersionOf({ vm }: { vm: Vm }) {
  const version = useSnapshot(vm, ({ link }) => (link.phase === 'ready' ? link.greeting.version : undefined))
  if (version === undefined) return null
  return (
    <>QEMU {typeof version === 'string' ? version : `${version.major}.${version.minor}.${version.micro}`}</>
  )
}
