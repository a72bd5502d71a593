import { Link } from 'wouter'
import { panels } from '#panels/index.ts'
import { type GroupId, groups } from '#panels/panel.ts'
import { Untrusted } from '#ui/untrusted.tsx'
import { useHref, vmPath } from './paths.ts'

interface Props {
  vmId: string
  group: GroupId
  only: string | undefined
}

/** Shown for a path that leads to no panel: what is missing, and links to what exists. */
export function NoPanel({ vmId, group, only }: Props) {
  const href = useHref()
  const title = groups.find(({ id }) => id === group)?.title ?? group
  const elsewhere = panels.find(({ id }) => id === only)
  const isEmpty = !panels.some((panel) => panel.group === group)
  return (
    <section aria-label="Nothing here" className="prose">
      <h2 className="text-head font-semibold">
        {only === undefined || isEmpty ? (
          <>No panels under “{title}”</>
        ) : (
          <>
            There is no panel “<Untrusted text={only} />” under “{title}”
          </>
        )}
      </h2>
      <p>
        {isEmpty ? 'This group has no panel yet. ' : 'The address may be mistyped or outdated. '}
        {elsewhere && (
          <>
            <Link href={href(vmPath(vmId, elsewhere.group, elsewhere.id))} className="link">
              {elsewhere.title}
            </Link>{' '}
            is on another page.{' '}
          </>
        )}
        {!isEmpty && group !== 'overview' && (
          <>
            <Link href={href(vmPath(vmId, group))} className="link">
              All of “{title}”
            </Link>
            {' or '}
          </>
        )}
        <Link href={href(vmPath(vmId))} className="link">
          Back to the overview
        </Link>
      </p>
    </section>
  )
}
