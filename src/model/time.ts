const partsOfADuration: readonly (readonly [unit: string, milliseconds: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
]

/**
 * A time span in milliseconds, in its largest units: `3 d 4 h`, `16 min 55 s`, `38 s`. A negative span, which two
 * clocks that differ can make, is `0 s`.
 */
export function formatDuration(milliseconds: number, parts = 2): string {
  let rest = Math.max(0, milliseconds)
  const first = partsOfADuration.findIndex(([, size]) => rest >= size)
  if (first < 0) return '0 s'
  const said: string[] = []
  for (const [unit, size] of partsOfADuration.slice(first, first + parts)) {
    const whole = Math.floor(rest / size)
    rest -= whole * size
    if (whole > 0) said.push(`${whole} ${unit}`)
  }
  return said.join(' ')
}

/** How exactly a time of day is written. */
export type Precision = 'minute' | 'second' | 'millisecond'

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const unknownTime = 'unknown time'

const two = (value: number) => String(value).padStart(2, '0')

function timeOfDay(date: Date, precision: Precision): string {
  const minute = `${two(date.getHours())}:${two(date.getMinutes())}`
  if (precision === 'minute') return minute
  const second = `${minute}:${two(date.getSeconds())}`
  return precision === 'second' ? second : `${second}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

/** Time of day in the local zone, from milliseconds since 1970: `12:04:11.532`. */
export function formatTime(at: number, precision: Precision = 'millisecond'): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? unknownTime : timeOfDay(date, precision)
}

function zoneOf(date: Date): string {
  const ahead = -date.getTimezoneOffset()
  const minutes = Math.abs(ahead)
  return `UTC${ahead < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** The full date in the local zone, from milliseconds since 1970: `Thu 19 Nov 2026, 12:04:11.532 (UTC+01:00)`. */
export function formatDateTime(at: number, precision: Precision = 'millisecond'): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return unknownTime
  const day = `${days[date.getDay()]} ${date.getDate()} ${months[date.getMonth()]} ${date.getFullYear()}`
  return `${day}, ${timeOfDay(date, precision)} (${zoneOf(date)})`
}
