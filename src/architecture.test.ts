import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { rules } from '#conformance/rules.ts'
import { panels } from '#panels/index.ts'
import packageJson from '../package.json'

// What compiler and lint rules cannot hold (they hold the layers): see "Folders" in README.md beside this file.

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

describe('the source tree', () => {
  it('has no relative import that leaves its folder: those go by #folder/file.ts', () => {
    const leaving = sources.flatMap(({ path, text }) =>
      relativeImports(text)
        .map((target) => relative(src, resolve(src, dirname(path), target)))
        .filter((target) => folderOf(target) !== folderOf(path) && !target.startsWith('..'))
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

  it('branches on no sentence: codes and fields are for programs, words for people', () => {
    const page = /^(api|app|main|model|panels|qmp|query|ui)\b/
    const word = String.raw`\b(?:message|desc|detail|words|said|end\.reason)\b`
    const looks = [
      // Of what a sentence says; the regular expression for its full stop is not about that.
      new RegExp(String.raw`${word}\)?\??\.(?:startsWith|endsWith|includes|match|search|indexOf)\(`),
      new RegExp(String.raw`(?<!typeof [\w.?]*)${word} [!=]== (['"\x60])(?!\1)`),
      new RegExp(String.raw`(?<!\[\.!\?\]\$/)\.(?:test|exec)\([\w.?]*${word}\)`),
    ]
    const branches = sources
      .filter((source) => page.test(source.path) && !isTest(source))
      .flatMap(({ path, text }) => text.split('\n').map((line) => `${path}: ${line.trim()}`))
      .filter((line) => looks.some((look) => look.test(line)))
    // It filters the log by what a person typed.
    expect(branches.filter((line) => !line.startsWith('panels/event-log/log-filter.ts: '))).toEqual([])
  })

  it('has no folder or file with a vague name', () => {
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

  it('is known outside its folder to the registry alone', () => {
    const reaching = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/['"]#panels\/([\w-]+)\/[^'"]+['"]/g)].map((match) => `${path} imports ${match[0]}`),
    )
    expect(reaching).toEqual([])
  })

  it('and the registry are all there is in panels, beside the contract of panels', () => {
    const files = readdirSync(join(src, 'panels'), { withFileTypes: true }).filter((entry) => entry.isFile())
    expect(files.map(({ name }) => name).sort()).toEqual([
      'index.ts',
      'later.tsx',
      'panel.test.ts',
      'panel.ts',
    ])
  })

  it.each(panels.map(({ id, group, overview }) => [id, group, overview ? 'overview' : group] as const))(
    '%s has a spec, or a group it stands in has one',
    (...names) => {
      expect(names.some((name) => existsSync(join(root, `e2e/${name}.spec.ts`)))).toBe(true)
    },
  )
})

describe.each(pages())('$path', ({ path, text }) => {
  const folder = join(root, dirname(path))
  const exists = (name: string) =>
    existsSync(join(root, name)) || existsSync(join(src, name)) || existsSync(join(folder, name))

  it('names only files and folders that exist', () => {
    const files = /`((?:src|e2e|public)\/[\w./-]*|[\w./-]+\.(?:tsx?|mjs))`/g
    const named = [...text.matchAll(files)]
      .map(([, name = '']) => name)
      .filter((name) => !/\bID\b/.test(name))
    expect(named.filter((name) => !exists(name))).toEqual([])
  })

  it('links only to files and headings that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([\w-]+))?\)/g)]
    const broken = links.filter(([, target = '', heading]) => {
      const file = target === '' ? join(root, path) : join(folder, target)
      return !existsSync(file) || (heading !== undefined && !headingsOf(file).includes(heading))
    })
    expect(broken.map(([link]) => link)).toEqual([])
  })

  it('names only scripts that exist', () => {
    const names = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name)
    expect(names.filter((name) => !(name in packageJson.scripts))).toEqual([])
  })
})

describe('the guide to the source', () => {
  const guide = readFileSync(join(src, 'README.md'), 'utf8')

  it('lists every panel, and no other', () => {
    const [, list = ''] = /^The panels: ([^.]+)\./m.exec(guide) ?? []
    expect(list.split(/,\s+/)).toEqual(panels.map(({ title }) => title))
  })

  it('lists every folder', () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(folders.map(({ name }) => name).filter((name) => !guide.includes(`\`src/${name}/\``))).toEqual([])
  })
})

describe('a rule of the protocol that is cited', () => {
  const specs = readdirSync(join(root, 'e2e'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path: `e2e/${path}`, text: readFileSync(join(root, 'e2e', path), 'utf8') }))

  it('is in the table of rules', () => {
    expect(cited(/\b[A-Z]-\d{2}\b/g).filter(({ code }) => !(code in rules))).toEqual([])
  })

  it('is written with its hyphen', () => {
    expect(cited(/\b[PNFCOEVIL]\d{2}\b(?=[:, ])/g)).toEqual([])
  })

  function cited(codes: RegExp) {
    return [...sources, ...specs].flatMap(({ path, text }) =>
      [...text.matchAll(codes)].map(([code]) => ({ path, code })),
    )
  }
})

/** The pages of documentation. */
function pages(): Source[] {
  const inSource = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.md'),
  )
  return ['README.md', ...inSource.map((path) => `src/${path}`)].map((path) => ({
    path,
    text: readFileSync(join(root, path), 'utf8'),
  }))
}

/** The anchors of a page's headings. */
function headingsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(' ', '-')
      .replace(/[^\w-]/g, ''),
  )
}

function relativeImports(text: string): string[] {
  return [...text.matchAll(/from '(\.\.?\/[^']+)'/g)].map((match) => match[1] ?? '')
}

/** The folder a file lives in: of panels each is one. */
function folderOf(path: string): string {
  const [top = '', second = ''] = path.split('/')
  return top === 'panels' && path.split('/').length > 2 ? `panels/${second}` : top
}
