import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A test, by its file and the claim that is its name. */
export interface Claim {
  file: string
  claim: string
}

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Names of tests begin with the rules they hold, as `'F-02, C-05: …'`; rows of a table of tests do, too. */
const claims =
  /(['"`])((?:(?:[PNFCOEVIL]-\d\d|\d+\.\d+), )*[PNFCOEVIL]-\d\d(?:, \d+\.\d+)?): ((?:(?!\1)[^\\\n]|\\.)+)\1/g

/** Which tests hold which rule, from the names of all tests. */
export function rulesHeld(): ReadonlyMap<string, readonly Claim[]> {
  const held = new Map<string, Claim[]>()
  for (const file of testFiles()) {
    for (const [, , names = '', claim = ''] of readFileSync(join(root, file), 'utf8').matchAll(claims)) {
      for (const rule of names.split(', ').filter((name) => !/^\d/.test(name))) {
        held.set(rule, [...(held.get(rule) ?? []), { file, claim }])
      }
    }
  }
  return held
}

function testFiles(): string[] {
  return ['src', 'e2e'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(?:test\.tsx?|spec\.ts)$/.test(path))
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
      .sort(),
  )
}
