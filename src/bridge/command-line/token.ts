import { randomBytes } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { tokenPattern } from '#api/token.ts'
import { describeFileError } from '../file-error.ts'
import { optionTable } from './option-table.ts'
import { UsageError } from './usage-error.ts'

/** Where the operator's token comes from. */
export type TokenSource =
  | { from: 'given'; token: string; by: '--token' | 'QMP_DASHBOARD_TOKEN' }
  | { from: 'file'; path: string }
  | { from: 'random' }

/**
 * Where the operator's token comes from; what the command line says goes before the environment.
 * @throws UsageError where the command line says it twice
 */
export function tokenSource(
  token: string | undefined,
  path: string | undefined,
  fromEnvironment: string | undefined,
): TokenSource {
  if (token !== undefined && path !== undefined) {
    throw new UsageError('give --token or --token-file, not both')
  }
  if (path === '') throw new UsageError(`--token-file takes ${optionTable['token-file'].takes}, not ""`)
  if (path !== undefined) return { from: 'file', path }
  if (token !== undefined) return { from: 'given', token, by: '--token' }
  if (fromEnvironment) return { from: 'given', token: fromEnvironment, by: 'QMP_DASHBOARD_TOKEN' }
  return { from: 'random' }
}

/**
 * The operator's token. A file that is not there yet is made, readable by its owner alone.
 * @param viewerToken what it must not be
 * @throws UsageError for a token that is too weak or cannot be carried, and for a file that cannot be used
 */
export function obtainToken(source: TokenSource, viewerToken?: string): string {
  const token = obtain(source)
  if (viewerToken !== undefined) checkTokensDiffer(token, viewerToken)
  return token
}

/** @throws UsageError for tokens that would make an operator of each viewer, or the other way round */
export function checkTokensDiffer(operator: string, viewer: string): void {
  if (operator === viewer) {
    throw new UsageError("--viewer-token is the same as the operator's token: give viewers another")
  }
}

/**
 * A token that is strong enough and can be carried; the message never holds it.
 * @throws UsageError for any other
 */
export function checkedToken(token: string, what: string): string {
  if (tokenPattern.test(token)) return token
  throw new UsageError(`${what} must be ${optionTable.token.takes}`)
}

function obtain(source: TokenSource): string {
  switch (source.from) {
    case 'random':
      return randomToken()
    case 'given':
      return checkedToken(source.token, source.by)
    case 'file':
      return checkedToken(readOrMake(source.path), `the token in ${source.path}`)
  }
}

/** 256 bits, in characters that need no escaping anywhere. */
function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

function readOrMake(path: string): string {
  try {
    return make(path) ?? readOwn(path)
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`--token-file ${path} cannot be used: ${describeFileError(error)}`)
  }
}

/** A token that somebody else could have written would let him in. */
function readOwn(path: string): string {
  const file = openSync(path, 'r')
  try {
    const { uid, mode } = fstatSync(file)
    const isOurs = uid === 0 || uid === process.geteuid?.() || process.geteuid === undefined
    if (!isOurs || (mode & constants.S_IWOTH) !== 0) {
      throw new UsageError(
        `--token-file ${path} could have been written by someone else: make it your own, with chmod 600`,
      )
    }
    return readFileSync(file, 'utf8').trim()
  } finally {
    closeSync(file)
  }
}

function make(path: string): string | undefined {
  const token = randomToken()
  try {
    writeFileSync(path, `${token}\n`, { flag: 'wx', mode: 0o600 })
    return token
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined
    throw error
  }
}
