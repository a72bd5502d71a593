import type { RunState } from '#model/run-state.ts'
import type { IconName } from '#ui/icon.tsx'
import type { Tone } from '#ui/tone.ts'

/** How a run state looks: the facts are the model's, colours and pictures are ours. */
export function lookOf({ tone, icon }: RunState): { tone: Tone; icon: IconName } {
  return { tone: tones[tone], icon: icons[icon] }
}

const tones: Record<RunState['tone'], Tone> = {
  ok: 'ok',
  warn: 'warn',
  bad: 'bad',
  off: 'grey',
  transit: 'accent',
  unknown: 'grey',
}

const icons: Record<RunState['icon'], IconName> = {
  play: 'play',
  pause: 'pause',
  alert: 'alert',
  off: 'off',
  spin: 'spinner',
  unknown: 'unknown',
}
