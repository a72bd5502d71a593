import { useFaults } from '#query/use-faults.ts'
import type { Vm } from '#query/vm.ts'
import { ToneText } from '#ui/tone-text.tsx'
import { Untrusted } from '#ui/untrusted.tsx'
import { visibleText } from '#ui/visible-text.ts'

/** What went wrong with a VM of the list that runs on, in a few words; nothing once it has been seen. */
export function RowFaults({ vm }: { vm: Vm }) {
  const faults = useFaults(vm).filter(({ isSeen }) => !isSeen)
  const [newest, ...more] = faults
  if (!newest) return null
  const tone = faults.some(({ severity }) => severity === 'bad') ? 'bad' : 'warn'
  return (
    <ToneText tone={tone} icon="alert" className="col-start-2 text-label">
      <span title={visibleText(newest.sentence)}>
        <Untrusted text={newest.short} />
        {more.length > 0 && ` and ${more.length} more`}
      </span>
    </ToneText>
  )
}
