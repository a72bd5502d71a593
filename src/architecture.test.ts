import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { panels } from '#panels/index.ts'
import packageJson from '../package.json'

// What compiler and lint rules cannot hold (they hold the layers): see "Layout of the code" in the README.

const root = fileURLToPath(new URL('../', import.meta.url))
const src = join(root, 'src')

interface Source {
  /** Path from src/. */
  path: string
  text: string
}

const sources: readonly Source[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('generated.ts'))
  .map((path) => ({ path, text: readFileSync(join(src, path), 'utf8') }))

const isTest = ({ path }: Source) => /\.test\.tsx?$/.test(path)

describe('the house', () => {
  it('has no relative import that leaves its folder: those go by #folder/file.ts', () => {
    const leaving = sources.flatMap(({ path, text }) =>
      relativeImports(text)
        .map((target) => relative(src, resolve(src, dirname(path), target)))
        .filter((target) => room(target) !== room(path) && !target.startsWith('..'))
        .filter(() => path.includes('/') && path !== 'panels/index.ts')
        .map((target) => `${path} imports ${target}`),
    )
    expect(leaving).toEqual([])
  })

  it('makes no time and no chance in its core: clocks and dice are handed in', () => {
    const core = /^(qapi|link|qmp|schema|model|sim|query|panels)\//
    const makers = sources
      .filter((source) => core.test(source.path) && !isTest(source))
      .filter(({ text }) => /\bDate\.now\b|\bMath\.random\b|\bnew Date\(\)|\bperformance\.now\b/.test(text))
      .map(({ path }) => path)
    expect(makers).toEqual([])
  })

  it('has no room without a name of its own', () => {
    const vague = sources
      .map(({ path }) => path)
      .filter((path) => /(^|\/)(utils?|helpers?|common|misc|shared)(\/|\.)/.test(path))
    expect(vague).toEqual([])
  })
})

describe('a panel', () => {
  const folders = readdirSync(join(src, 'panels'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)

  it('is a folder by the name of its id, and a line of the registry', () => {
    expect(panels.map(({ id }) => id).sort()).toEqual(folders.sort())
  })

  it.each(panels.map(({ id, group, overview }) => [id, group, overview ? 'overview' : group] as const))(
    '%s has a spec, or a group it stands in has one',
    (...names) => {
      expect(names.some((name) => existsSync(join(root, `e2e/${name}.spec.ts`)))).toBe(true)
    },
  )
})

describe('the README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')

  it('names only paths that exist', () => {
    const paths = [...readme.matchAll(/`((?:src|e2e|public)\/[\w./-]*)`/g)].map((match) => match[1] ?? '')
    expect(paths.length).toBeGreaterThan(5)
    const real = paths.filter((path) => !/\bID\b/.test(path))
    expect(real.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it('names only scripts that exist', () => {
    const names = [...readme.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '')
    expect(names.filter((name) => !(name in packageJson.scripts))).toEqual([])
  })

  it('names every panel', () => {
    expect(panels.map(({ title }) => title).filter((title) => !readme.includes(title))).toEqual([])
  })
})

function relativeImports(text: string): string[] {
  return [...text.matchAll(/from '(\.\.?\/[^']+)'/g)].map((match) => match[1] ?? '')
}

/** The folder a file lives in: of panels each is one. */
function room(path: string): string {
  const [top = '', second = ''] = path.split('/')
  return top === 'panels' && path.split('/').length > 2 ? `panels/${second}` : top
}
