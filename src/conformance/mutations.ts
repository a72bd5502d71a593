/** Numbers from 0 to below 1. */
export type Random = () => number

/** A whole number from 0 to below `count`. */
export function below(random: Random, count: number): number {
  return Math.floor(random() * count)
}

/** Damages a text in a few places, as lines, proxies and other people's clients do. */
export function mutate(text: string, random: Random): string {
  let damaged = text
  for (let left = 1 + below(random, 3); left > 0; left--) {
    const mutation = mutations[below(random, mutations.length)] ?? flip
    damaged = mutation(damaged, random)
  }
  return damaged
}

/** Cuts a text into pieces of any length, some of one character. */
export function* inPieces(text: string, random: Random): Iterable<string> {
  const longest = 1 + below(random, 200)
  for (let at = 0; at < text.length; ) {
    const length = 1 + below(random, longest)
    yield text.slice(at, at + length)
    at += length
  }
}

type Mutation = (text: string, random: Random) => string

const mutations: readonly Mutation[] = [flip, flip, remove, repeat, truncate, insert, exchange]

/** One bit of one byte. */
function flip(text: string, random: Random): string {
  const at = below(random, text.length)
  const char = String.fromCharCode(text.charCodeAt(at) ^ (1 << below(random, 8)))
  return text.slice(0, at) + char + text.slice(at + 1)
}

function remove(text: string, random: Random): string {
  const [from, to] = span(text, random)
  return text.slice(0, from) + text.slice(to)
}

function repeat(text: string, random: Random): string {
  const [from, to] = span(text, random)
  return text.slice(0, to) + text.slice(from)
}

function truncate(text: string, random: Random): string {
  return text.slice(0, below(random, text.length))
}

/** What means something to a parser, or to none. */
const particles = [
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  ',',
  ':',
  '\r\n',
  '\u0000',
  '\u0001',
  '\u00ff',
  'nan',
  '\ud800',
  '-',
  '{}',
]

function insert(text: string, random: Random): string {
  const at = below(random, text.length)
  const particle = particles[below(random, particles.length)] ?? ''
  return text.slice(0, at) + particle.repeat(1 + below(random, 3)) + text.slice(at)
}

/** Two neighbouring stretches change places. */
function exchange(text: string, random: Random): string {
  const [from, to] = span(text, random)
  const end = Math.min(text.length, to + below(random, 30))
  return text.slice(0, from) + text.slice(to, end) + text.slice(from, to) + text.slice(end)
}

function span(text: string, random: Random): [from: number, to: number] {
  const from = below(random, text.length)
  const longest = random() < 0.2 ? text.length : 20
  return [from, Math.min(text.length, from + 1 + below(random, longest))]
}
