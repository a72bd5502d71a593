import { useLocation } from 'wouter'
import type { ListedVm } from '#api/types.ts'
import { optionFor } from '#query/blocker.ts'
import { Button } from '#ui/button.tsx'
import { CodeBlock } from '#ui/code-block.tsx'
import { Icon } from '#ui/icon.tsx'
import { LongText } from '#ui/long-text.tsx'
import { unopenedLook, unopenedNote } from './found-words.ts'
import { useHref, vmPath } from './paths.ts'
import { RowName } from './row-name.tsx'

/** A VM of this host that this page does not watch: what is in the way, or that a click opens it. */
export function FoundRow({ listed, mark }: { listed: ListedVm; mark: string | undefined }) {
  const href = useHref()
  const [, goTo] = useLocation()
  const { word, icon, tone } = unopenedLook(listed)
  const option = optionFor(listed)
  return (
    <li className="col-span-full grid grid-cols-subgrid items-center gap-x-4 gap-y-1 border-t border-line-soft px-4 py-2">
      <RowName listed={listed} mark={mark} />
      <div className="col-span-2 grid min-w-0 grid-cols-[16px_minmax(0,1fr)] items-center gap-x-2 phone:order-3 phone:col-span-full">
        <Icon name={icon} tone={tone} />
        <b className="text-ink-2">{word}</b>
        <div className="col-start-2 text-label text-ink-2 [overflow-wrap:anywhere]">
          <LongText text={unopenedNote(listed)} />
          {option && <CodeBlock code={option} className="mt-1 max-w-[720px]" />}
        </div>
      </div>
      {listed.state === 'idle' || listed.state === 'connected' ? (
        <Button onClick={() => goTo(href(vmPath(listed.id)))} className="justify-self-end">
          Open
        </Button>
      ) : (
        <span />
      )}
    </li>
  )
}
