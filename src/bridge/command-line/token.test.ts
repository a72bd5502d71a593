import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { tokenPattern } from '#api/token.ts'
import { obtainToken } from './token.ts'
import { UsageError } from './usage-error.ts'

describe('the token', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'token-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('is another one for each run', () => {
    const [one, other] = [obtainToken({ from: 'random' }), obtainToken({ from: 'random' })]
    expect(one).toMatch(tokenPattern)
    expect(one).toHaveLength(43)
    expect(one).not.toBe(other)
  })

  test('in a file is made there, for its owner alone, and stays', () => {
    const path = join(folder, 'token')
    const token = obtainToken({ from: 'file', path })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8').trim()).toBe(token)
    expect(obtainToken({ from: 'file', path })).toBe(token)
  })

  test('that is short or has other characters is refused, and not repeated', () => {
    for (const token of ['short', 'with a space in it', 'umlaut-ä-umlaut-ä', '']) {
      const obtain = () => obtainToken({ from: 'given', token, by: '--token' })
      expect(obtain).toThrow(UsageError)
      expect(obtain).toThrow(/^--token must be at least 16 characters out of A-Z a-z 0-9 \. _ ~ -$/)
    }
    const path = join(folder, 'weak')
    writeFileSync(path, 'secret!')
    expect(() => obtainToken({ from: 'file', path })).toThrow(/weak must be/)
    expect(() => obtainToken({ from: 'file', path })).not.toThrow(/secret/)
  })

  test('in a file that cannot be made or read is refused with the reason', () => {
    expect(() => obtainToken({ from: 'file', path: join(folder, 'no', 'where') })).toThrow(
      /where cannot be used: no such file or folder$/,
    )
    expect(() => obtainToken({ from: 'file', path: folder })).toThrow(UsageError)
    expect(() => obtainToken({ from: 'file', path: folder })).toThrow(/it is a folder, not a file$/)
  })

  test('in a file that anyone may write is not taken', () => {
    const path = join(folder, 'open')
    writeFileSync(path, 'a-token-that-anyone-may-write')
    chmodSync(path, 0o666)
    expect(() => obtainToken({ from: 'file', path })).toThrow(
      /someone else: make it your own, with chmod 600$/,
    )
    chmodSync(path, 0o644)
    expect(obtainToken({ from: 'file', path })).toBe('a-token-that-anyone-may-write')
  })

  test('in a file is not that of the viewers', () => {
    const path = join(folder, 'token')
    const token = obtainToken({ from: 'file', path }, 'the-token-of-the-viewers')
    expect(() => obtainToken({ from: 'file', path }, token)).toThrow(UsageError)
    expect(() => obtainToken({ from: 'file', path }, token)).toThrow(
      /^--viewer-token is the same as the operator's token/,
    )
  })
})
