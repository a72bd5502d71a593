// npm run first-screen [-- --record]: builds the page, measures what its first screen loads, and says what made it larger
// than it may be. `--record` writes the sizes by source that later runs are compared with.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { createBuilder, type Rolldown } from 'vite'

/** Script and style, compressed, in bytes. */
const limit = 145_000

const root = fileURLToPath(new URL('../..', import.meta.url))
const recordFile = fileURLToPath(new URL('first-screen.json', import.meta.url))

/** Returns the exit status: 1 where the first screen is too large. */
export async function main(args: readonly string[]): Promise<number> {
  const output = await buildPage()
  const { bytes, sources } = measure(output)
  if (args.includes('--record')) writeFileSync(recordFile, `${JSON.stringify(sources, null, 2)}\n`)
  const size = `First screen: ${kilobytes(bytes)} of ${kilobytes(limit)}, compressed.`
  if (bytes <= limit) {
    console.log(size)
    return 0
  }
  console.error(`${size} Larger than when sizes were recorded, before compression:`)
  console.error(growth(sources, JSON.parse(readFileSync(recordFile, 'utf8'))).join('\n'))
  return 1
}

async function buildPage(): Promise<Rolldown.RolldownOutput> {
  // What is measured is what users get, whatever environment this runs in.
  process.env['NODE_ENV'] = 'production'
  const builder = await createBuilder({
    root,
    logLevel: 'error',
    environments: { client: { build: { write: false } } },
  })
  const { client } = builder.environments
  if (!client) throw new Error('vite.config.ts has no environment for the page')
  const output = await builder.build(client)
  if (Array.isArray(output) || !('output' in output)) throw new Error('a build of the page makes one bundle')
  return output
}

type Sizes = Record<string, number>

/** What index.html names and what that imports statically; the rest is loaded when it is shown. */
function measure({ output }: Rolldown.RolldownOutput): { bytes: number; sources: Sizes } {
  const html = output.find(({ fileName }) => fileName === 'index.html')
  const page = html?.type === 'asset' ? String(html.source) : ''
  const names = new Set([...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, name]) => name))
  let bytes = gzipSync(readFileSync(`${root}/public/theme.js`), { level: 9 }).length
  const sources: Sizes = {}
  // Grows while it is walked.
  for (const name of names) {
    const file = output.find(({ fileName }) => fileName === name)
    if (!file) throw new Error(`index.html names ${name}, which the build has not made`)
    bytes += gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 }).length
    if (file.type === 'asset') continue
    for (const needed of file.imports) names.add(needed)
    for (const [id, { renderedLength }] of Object.entries(file.modules)) {
      const source = sourceOf(id)
      sources[source] = (sources[source] ?? 0) + renderedLength
    }
  }
  return { bytes, sources: Object.fromEntries(Object.entries(sources).sort(([a], [b]) => (a < b ? -1 : 1))) }
}

/** A package, or a module of this project. */
function sourceOf(id: string): string {
  const path = id.replaceAll('\\', '/')
  const [, inPackages] = path.split(/.*\/node_modules\//)
  if (inPackages) return inPackages.split('/', inPackages.startsWith('@') ? 2 : 1).join('/')
  return path.includes('/src/') ? path.slice(path.lastIndexOf('/src/') + 1) : 'vite'
}

/** The sources that have grown most, the worst first. */
function growth(now: Sizes, recorded: Sizes): string[] {
  return Object.entries(now)
    .map(([source, bytes]) => ({ source, bytes, more: bytes - (recorded[source] ?? 0) }))
    .filter(({ more }) => more > 0)
    .sort((a, b) => b.more - a.more)
    .slice(0, 12)
    .map(({ source, bytes, more }) => `  ${source}: ${kilobytes(more)} more, ${kilobytes(bytes)} now`)
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}
