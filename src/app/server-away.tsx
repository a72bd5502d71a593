import { formatDateTime, formatTime } from '#model/time.ts'
import { useListAge } from '#query/use-vms.ts'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { titleFollows } from '#ui/page-heading.tsx'

/** Shown above the list while it is out of date; a VM's own page reports its link. */
export function ServerAway() {
  const age = useListAge()
  if (!age) return null
  return (
    <Notice
      tone="grey"
      icon="unplug"
      loud
      className="mx-4 mb-3 phone:mx-2"
      action={
        <Button ref={titleFollows} onClick={age.askAgain}>
          Try now
        </Button>
      }
    >
      <b>The dashboard does not answer.</b> The list is from{' '}
      <time title={formatDateTime(age.at)}>{formatTime(age.at, 'second')}</time>.
    </Notice>
  )
}
