/** What is wrong with one argument. */
export interface Problem {
  /** Where, as QEMU writes it: `file.filename`, `keys[1].data`. */
  path: string
  /** In the words that QEMU would use. */
  text: string
  /** In ours, with the whole path and, where it can be guessed, what was meant. */
  words: string
}

export function missing(path: string, type: string): Problem {
  const text = `Parameter '${path}' is missing`
  return { path, text, words: `${at(path)}: is missing (${type})` }
}

/** @param advice what may have been meant */
export function unexpected(path: string, advice: string | undefined): Problem {
  const text = `Parameter '${path}' is unexpected`
  return { path, text, words: `${at(path)}: is not known here${advised(advice)}` }
}

export function notAValue(path: string, value: string, advice: string | undefined): Problem {
  const text = `Parameter '${lastName(path)}' does not accept value '${value}'`
  return { path, text, words: `${at(path)}: ${shown(value)} is not one of its values${advised(advice)}` }
}

/** @param expected QEMU's word for the JSON type */
export function wrongType(path: string, expected: string, value: unknown): Problem {
  const text = `Invalid parameter type for '${path}', expected: ${expected}`
  return { path, text, words: `${at(path)}: must be ${withArticle(expected)}, ${shown(value)} is not` }
}

export function outOfRange(path: string, value: number | bigint): Problem {
  const text = `Invalid parameter type for '${path}', expected: integer`
  return { path, text, words: `${at(path)}: ${value} does not fit into 64 bits` }
}

/** The advice where a name was nearly right. */
export function nearly(nearest: string | undefined): string | undefined {
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`
}

/** The way to a member. */
export function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

function at(path: string): string {
  return path === '' ? 'arguments' : `arguments.${path}`
}

function advised(advice: string | undefined): string {
  return advice === undefined ? '' : `; ${advice}`
}

/** Of a wrong value QEMU names the member without the way to it, and items of a list not at all. */
function lastName(path: string): string {
  return path.endsWith(']') ? 'null' : (path.split('.').at(-1) ?? path)
}

function withArticle(word: string): string {
  if (word === 'null') return word
  return `${/^[aeio]/.test(word) ? 'an' : 'a'} ${word}`
}

const longestShown = 40

/** A value in a sentence: what is long is cut, and what has parts is named only. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value !== 'string') return String(value)
  return JSON.stringify(value.length > longestShown ? `${value.slice(0, longestShown)}…` : value)
}
