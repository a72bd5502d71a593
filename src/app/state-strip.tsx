import { Link } from 'wouter'
import { useVmState } from '#query/use-vm-state.ts'
import type { Vm } from '#query/vm.ts'
import { Notice } from '#ui/notice.tsx'
import { textTone } from '#ui/tone.ts'
import { Untrusted } from '#ui/untrusted.tsx'
import { useHref, vmPath } from './paths.ts'
import { stateLook } from './state-look.ts'
import { isSilent, stateNote, stateWord } from './state-words.ts'

/** On every page but the overview, which tells it whole: that the VM is in trouble, or the link lost, in one line. */
export function StateStrip({ vm }: { vm: Vm }) {
  const href = useHref()
  const state = useVmState(vm)
  const isLost = state.lostAt !== undefined && state.link.phase !== 'ready'
  if (state.run.tone !== 'bad' && !isLost && !isSilent(state)) return null
  const { tone, icon } = stateLook(state)
  const note = stateNote(state)
  return (
    <Notice
      tone={tone}
      icon={icon}
      loud
      className="mb-3"
      action={
        <Link href={href(vmPath(vm.id))} className="link my-1">
          Why, and what to do
        </Link>
      }
    >
      <b className={textTone[tone]}>
        <Untrusted text={stateWord(state)} />
      </b>
      {note && (
        <>
          , <Untrusted text={note} />
        </>
      )}
      {isLost && '. What you see is old.'}
    </Notice>
  )
}
