import type { IconName } from './icon.tsx'
import type { Tone } from './tone.ts'

/** A state by its facts. */
interface State {
  readonly tone: 'ok' | 'warn' | 'bad' | 'off' | 'transit' | 'unknown'
  readonly icon: 'play' | 'pause' | 'alert' | 'off' | 'spin' | 'unknown'
}

/** How a run state looks: the facts are the model's, colours and pictures are ours. */
export function lookOf({ tone, icon }: State): { tone: Tone; icon: IconName } {
  return { tone: tones[tone], icon: icons[icon] }
}

const tones: Record<State['tone'], Tone> = {
  ok: 'ok',
  warn: 'warn',
  bad: 'bad',
  off: 'grey',
  transit: 'accent',
  unknown: 'grey',
}

const icons: Record<State['icon'], IconName> = {
  play: 'play',
  pause: 'pause',
  alert: 'alert',
  off: 'off',
  spin: 'spinner',
  unknown: 'unknown',
}
