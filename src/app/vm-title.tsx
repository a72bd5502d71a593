import type { ListedVm } from '#api/types.ts'
import { useRead } from '#query/use-read.ts'
import type { Vm } from '#query/vm.ts'
import { Untrusted } from '#ui/untrusted.tsx'
import { visibleText } from '#ui/visible-text.ts'

/** What a VM is called on the page: by its user, else by its -name, since an address says little. */
export function useTitle(vm: Vm, listed: ListedVm): string {
  const own = useRead(vm, 'query-name').data?.name
  return isNamed(listed) ? listed.name : own || listed.name
}

/** Whether it was given a name; else the bridge calls it by its address. */
function isNamed({ name, source }: ListedVm): boolean {
  return source === 'demo' || source === 'discovered' || !/[:/]/.test(name)
}

/** How many characters of the end are never cut: a path's file tells it from its neighbours. */
const keptEnd = 14

/** A name on one line; where there is no room it is cut in the middle, since VMs differ at the end. */
export function OneLineName({ text }: { text: string }) {
  if (text.length <= keptEnd * 1.5)
    return (
      <span className="truncate">
        <Untrusted text={text} />
      </span>
    )
  return (
    <span className="flex min-w-0" title={visibleText(text)}>
      <span className="truncate">
        <Untrusted text={text.slice(0, -keptEnd)} />
      </span>
      <span className="shrink-0">
        <Untrusted text={text.slice(-keptEnd)} />
      </span>
    </span>
  )
}
