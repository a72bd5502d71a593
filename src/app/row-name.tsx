import { Link } from 'wouter'
import type { ListedVm } from '#api/types.ts'
import { Untrusted } from '#ui/untrusted.tsx'
import { useHref, vmPath } from './paths.ts'
import { RemoveVm } from './remove-vm.tsx'
import { SimulatedMark } from './simulated-mark.tsx'
import { OneLineName } from './vm-title.tsx'

interface Props {
  listed: ListedVm
  /** What tells it from another of the same name. */
  mark: string | undefined
  /** The VM's own name, where it was given none. */
  title?: string
}

/** What a VM of the list is called, where it is, and how it came here. */
export function RowName({ listed, mark, title = listed.name }: Props) {
  const href = useHref()
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-2">
        <Link href={href(vmPath(listed.id))} className="flex min-w-0 font-semibold hover:underline">
          <OneLineName text={title} />
        </Link>
        {listed.source === 'demo' && <SimulatedMark />}
      </div>
      <div className="flex font-mono text-label text-ink-3">
        <OneLineName text={listed.address ?? mark ?? ''} />
      </div>
      {listed.otherAddresses?.map((address) => (
        <div key={address} className="truncate font-mono text-label text-ink-3">
          also <Untrusted text={address} />
        </div>
      ))}
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
