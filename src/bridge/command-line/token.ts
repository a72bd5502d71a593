import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { tokenPattern } from '#api/token.ts'
import type { TokenSource } from './options.ts'
import { UsageError } from './usage-error.ts'

/**
 * The operator's token. A file that is not there yet is made, readable by its owner alone.
 * @throws UsageError for a token that is too weak or cannot be carried, and for a file that cannot be used
 */
export function obtainToken(source: TokenSource): string {
  switch (source.from) {
    case 'random':
      return randomToken()
    case 'given':
      return checked(source.token, 'the token')
    case 'file':
      return checked(readOrMake(source.path), `the token in ${source.path}`)
  }
}

/** 256 bits, in characters that need no escaping anywhere. */
function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

function readOrMake(path: string): string {
  try {
    return make(path) ?? readFileSync(path, 'utf8').trim()
  } catch (error) {
    throw new UsageError(`--token-file ${path} cannot be used: ${(error as NodeJS.ErrnoException).code}`)
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

/** The message never holds the token. */
function checked(token: string, what: string): string {
  if (tokenPattern.test(token)) return token
  throw new UsageError(`${what} must be at least 16 characters out of A-Z a-z 0-9 . _ ~ -`)
}
