import type { Vm as ListedVm } from '#api/types.ts'
import type { IconName } from '#ui/icon.tsx'
import type { Tone } from '#ui/tone.ts'
import { pagesLook } from './pages-look.ts'

/** The state of a VM that was found and that nobody has opened on this page: nobody has asked what it is doing. */
export function unopenedLook({ state }: ListedVm): { word: string; icon: IconName; tone: Tone } {
  if (state === 'busy') return { word: 'held', icon: 'lock', tone: 'grey' }
  if (state === 'unreachable') return { word: 'out of reach', icon: 'unplug', tone: 'grey' }
  return { word: 'not opened', icon: 'unknown', tone: 'grey' }
}

/** What is in the way, or what a click would do. */
export function unopenedNote({ detail, viewers }: ListedVm): string {
  if (detail !== undefined) return detail
  return viewers > 0
    ? `${pagesLook(viewers)} at it already.`
    : 'The dashboard connects to it when you open it.'
}

/** The option that the words say QEMU should be started with, to be copied. */
export function optionIn(words: string): string | undefined {
  return /(?:^|\s)(-qmp \S+,server=on,wait=off)(?=[\s.]|$)/.exec(words)?.[1]
}
