import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

/** The floors of the bridge, top first: each imports from those below alone. Tests may import anything. */
const floors = [
  ['command-line'],
  ['dashboard.ts'],
  ['http'],
  ['activity'],
  ['audit', 'registry'],
  ['streams'],
  ['vm'],
  ['wire', 'discovery'],
  ['process'],
  ['target'],
  ['file-error.ts', 'limits.ts', 'log.ts', 'socket-limits.ts'],
]

const root = 'src/bridge'
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\//.test(path),
)

test('every folder of the bridge has a floor', () => {
  expect([...new Set(files.map(folderOf))].filter((name) => floorOf(name) < 0)).toEqual([])
})

test('no import of the bridge leads up, or across a floor', () => {
  const wrong = files.flatMap((path) =>
    importsOf(path)
      .filter(
        (target) =>
          folderOf(target) !== folderOf(path) && floorOf(folderOf(target)) <= floorOf(folderOf(path)),
      )
      .map((target) => `${path} imports ${target}`),
  )
  expect(wrong).toEqual([])
})

function floorOf(name: string): number {
  return floors.findIndex((folders) => folders.includes(name))
}

/** The folder a file lives in; a file beside the folders counts as a folder of its own. */
function folderOf(path: string): string {
  return path.split('/')[0] ?? path
}

function importsOf(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8')
  return [...text.matchAll(/from '(\.\.?\/[^']+)'/g)]
    .map(([, target = '']) => relative(root, resolve(root, dirname(path), target)))
    .filter((target) => !target.startsWith('..'))
}
