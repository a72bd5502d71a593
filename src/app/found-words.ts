import type { ListedVm } from '#api/types.ts'
import type { IconName } from '#ui/icon.tsx'
import type { Tone } from '#ui/tone.ts'
import { viewerCount } from './viewer-count.ts'

/** The state of a found VM that this page does not watch: it has not been asked. */
export function unopenedLook({ state }: ListedVm): { word: string; icon: IconName; tone: Tone } {
  if (state === 'busy') return { word: 'busy', icon: 'lock', tone: 'grey' }
  if (state === 'unreachable') return { word: 'unreachable', icon: 'unknown', tone: 'grey' }
  return { word: 'not opened', icon: 'unknown', tone: 'grey' }
}

/** What is in the way, or what a click would do. */
export function unopenedNote({ detail, viewers }: ListedVm): string {
  if (detail !== undefined) return detail
  return viewers > 0 ? `${viewerCount(viewers)} already.` : 'The dashboard connects when you open it.'
}
