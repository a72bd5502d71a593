// npm run generate: writes src/qapi/generated.ts from the schemas in src/qapi/recorded.
// With --check it writes nothing and fails where the file is not what would be written.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import type { SchemaInfo } from '#qapi/names.ts'
import { type Schema, schemaOf } from './generate/merge.ts'
import { renderFile } from './generate/render-file.ts'

const recordings = new URL('../qapi/recorded/', import.meta.url)
const output = new URL('../qapi/generated.ts', import.meta.url)

/** Returns the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  const text = renderFile(await readSchemas())
  if (!args.includes('--check')) {
    await writeFile(output, text)
    return 0
  }
  if (text === (await readFile(output, 'utf8').catch(() => ''))) return 0
  console.error('src/qapi/generated.ts is not what src/qapi/recorded makes: run `npm run generate`')
  return 1
}

async function readSchemas(): Promise<Schema[]> {
  const names = (await readdir(recordings)).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(
    names.map(async (name) => {
      const entries: SchemaInfo[] = JSON.parse(await readFile(new URL(name, recordings), 'utf8'))
      return schemaOf(name, entries)
    }),
  )
}
