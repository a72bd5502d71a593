import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { closeCodeOfClosing, closeCodes } from './close-codes.ts'

const readme = readFileSync('src/api/README.md', 'utf8')
const errors = tableOfErrors()
const bridge = bridgeSources()

test('the table of close codes has every close code, and no other', () => {
  const listed = [...readme.matchAll(/^\| `(\d{4})` \|/gm)].map(([, code]) => Number(code))
  expect(listed).toEqual(Object.values(closeCodes).sort())
})

test('the table of errors has every status and code that the bridge answers with', () => {
  const answered = [...bridge.matchAll(/\bfailure\((\d{3}), '([\w-]+)'/g)].map(
    ([, status, code]) => `${status} ${code}`,
  )
  expect([...new Set(answered)].filter((answer) => !errors.includes(answer))).toEqual([])
})

test('the table of errors has no code that the bridge does not know', () => {
  expect(errors.filter((error) => !bridge.includes(`'${error.slice(4)}'`))).toEqual([])
})

/** Each as `404 no-such-vm`. */
function tableOfErrors(): string[] {
  return readme.split('\n').flatMap((row) => {
    if (!/^\| `\d{3}` `/.test(row)) return []
    let status = ''
    return [...(row.split('|')[1] ?? '').matchAll(/`([\w-]+)`/g)].flatMap(([, word = '']) => {
      if (!/^\d{3}$/.test(word)) return [`${status} ${word}`]
      status = word
      return []
    })
  })
}

function bridgeSources(): string {
  return readdirSync('src/bridge', { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.test)\.ts$/.test(path))
    .map((path) => readFileSync(`src/bridge/${path}`, 'utf8'))
    .join('\n')
}

test('the table of closings has every code with its close code, and no other', () => {
  const listed = [...readme.matchAll(/^\| `([a-z-]+)` \| `(\d{4})` \|/gm)].map(([, code, closeCode]) => [
    code,
    Number(closeCode),
  ])
  expect(Object.fromEntries(listed)).toEqual(closeCodeOfClosing)
})

test('the table of closings has every reason why there is no stream', () => {
  const given = [...bridge.matchAll(/\b(?:noSuchStream|outOfReach)\(\s*'([\w-]+)'/g)].map(
    ([, why]) => `\`${why}\``,
  )
  expect(given.length).toBeGreaterThan(10)
  expect(given.filter((why) => !readme.includes(why))).toEqual([])
})
