/** What a colour means. A tone never comes alone: a word and an icon say the same. */
export type Tone = 'ok' | 'warn' | 'bad' | 'accent' | 'grey'

/** Text and icons. */
export const textTone: Record<Tone, string> = {
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  accent: 'text-accent',
  grey: 'text-ink-3',
}

/** Text on a soft ground of its own tone. */
export const softTone: Record<Tone, string> = {
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  accent: 'bg-accent-soft text-accent',
  grey: 'bg-hover text-ink-2',
}
