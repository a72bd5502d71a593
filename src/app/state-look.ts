import type { VmState } from '#query/use-vm-state.ts'
import type { IconName } from '#ui/icon.tsx'
import { lookOf } from '#ui/state-look.ts'
import type { Tone } from '#ui/tone.ts'
import { isFirstTry, isSilent, linkTrouble } from './state-words.ts'

/** How a VM's state looks, in the header, in the list and at the side. */
export function stateLook(state: VmState): { tone: Tone; icon: IconName } {
  if (state.asked) return { tone: 'accent', icon: 'spinner' }
  if (isSilent(state)) return { tone: 'grey', icon: 'unknown' }
  if (state.run.word === 'unknown' && isFirstTry(state)) return { tone: 'accent', icon: 'spinner' }
  if (state.run.word === 'unknown' && linkTrouble(state) === 'busy') return { tone: 'grey', icon: 'lock' }
  return lookOf(state.run)
}
