import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { closeCodes } from './close-codes.ts'

const readme = readFileSync('src/api/README.md', 'utf8')

test('the table of close codes has every close code, and no other', () => {
  const listed = [...readme.matchAll(/^\| `(\d{4})` \|/gm)].map(([, code]) => Number(code))
  expect(listed).toEqual(Object.values(closeCodes).sort())
})

test('the table of errors has every status and code that the bridge answers with, and no other', () => {
  const answered = bridgeSources().flatMap((text) =>
    [...text.matchAll(/\bfailure\((\d{3}), '([\w-]+)'/g)].map(([, status, code]) => `${status} ${code}`),
  )
  const listed = readme.split('\n').flatMap((row) => {
    if (!/^\| `\d{3}` `/.test(row)) return []
    let status = ''
    return [...(row.split('|')[1] ?? '').matchAll(/`([\w-]+)`/g)].flatMap(([, word = '']) => {
      if (!/^\d{3}$/.test(word)) return [`${status} ${word}`]
      status = word
      return []
    })
  })
  expect(listed.sort()).toEqual([...new Set(answered)].sort())
})

function bridgeSources(): string[] {
  return readdirSync('src/bridge', { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.test)\.ts$/.test(path))
    .map((path) => readFileSync(`src/bridge/${path}`, 'utf8'))
}
