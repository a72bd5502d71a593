import { Link } from 'wouter'
import type { Vm as ListedVm } from '#api/types.ts'
import { Untrusted } from '#ui/untrusted.tsx'
import { useHref, vmPath } from './paths.ts'
import { RemoveVm } from './remove-vm.tsx'
import { SimulatedMark } from './simulated-mark.tsx'

interface Props {
  listed: ListedVm
  /** What tells it from another of the same name. */
  mark: string | undefined
}

/** What a VM of the list is called, where it is, and how it came here. */
export function RowName({ listed, mark }: Props) {
  const href = useHref()
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-2">
        <Link href={href(vmPath(listed.id))} className="truncate font-semibold hover:underline">
          <Untrusted text={listed.name} />
        </Link>
        {listed.source === 'demo' && <SimulatedMark />}
      </div>
      <div className="truncate font-mono text-label text-ink-3">
        <Untrusted text={listed.address ?? mark ?? ''} />
      </div>
      {listed.source === 'discovered' && <Found listed={listed} />}
      {listed.source === 'added' && (
        <div className="-ml-2 flex items-center text-label text-ink-3">
          <span className="pl-2">added</span> <RemoveVm listed={listed} />
        </div>
      )}
    </div>
  )
}

function Found({ listed: { pid, uuid } }: { listed: ListedVm }) {
  return (
    <div className="text-label text-ink-3 [overflow-wrap:anywhere]">
      found on this host
      {pid !== undefined && <>, pid {pid}</>}
      {uuid !== undefined && (
        <>
          , UUID <Untrusted text={uuid} />
        </>
      )}
    </div>
  )
}
