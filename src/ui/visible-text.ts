/**
 * Characters that draw nothing themselves but change how the rest is drawn or read: controls, overrides of the
 * direction, blanks of no width, fillers, halves of pairs. What joins an emoji is left alone.
 */
const hidden = /(?![\t\n])(?:[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]|\u034f)/gu

const joiner = '\u200d'
const joined = /\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?$/u

/** Text of strangers, with every hidden character spelled out: `safe⟨U+202E⟩gnp.exe`. */
export function visibleText(text: string): string {
  if (text.search(hidden) < 0) return text
  return text.replace(hidden, (char, at: number) =>
    char === joiner && joined.test(text.slice(Math.max(0, at - 8), at)) ? char : `⟨U+${codeOf(char)}⟩`,
  )
}

function codeOf(char: string): string {
  return (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}

/** The beginning of a text, cut where `most` characters or `lines` lines are full; the text itself where it fits. */
export function beginningOf(text: string, most: number, lines = Number.POSITIVE_INFINITY): string {
  let end = Math.min(text.length, most)
  let breaks = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    if (++breaks >= lines) end = at
  }
  if (end >= text.length) return text
  // Not between the halves of one character.
  return text.slice(0, end).replace(/[\ud800-\udbff]$/, '')
}
