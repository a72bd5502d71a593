// What `npm test` runs, in this order, up to the first step that fails. The last line sums up all tests.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const results = `${root}.cache/test/`
const unitResult = `${results}unit.json`
const e2eResult = `${results}e2e.json`

const steps = [
  { name: 'Chromium, Firefox and QEMU', run: () => node(`${root}src/tools/run.mjs`, 'system-packages') },
  { name: 'types, lint, dead code, generated code (npm run check)', run: () => npm('run', 'check') },
  {
    name: 'unit and conformance tests (npm run unit)',
    run: () =>
      npm('run', 'unit', '--', '--reporter=default', '--reporter=json', `--outputFile.json=${unitResult}`),
  },
  { name: 'build (npm run build)', run: () => npm('run', 'build') },
  { name: 'end-to-end tests (npm run e2e)', run: () => npm('run', 'e2e') },
]

rmSync(results, { recursive: true, force: true })
const failed = steps.find(({ name, run }) => {
  console.log(`\n── ${name}`)
  return !run()
})
const counts = [unitCounts(), e2eCounts()]
const sum = (key) => counts.reduce((total, count) => total + count[key], 0)

if (failed) console.log(`\nStopped at: ${failed.name}`)
// Nothing may pass by being skipped.
if (sum('skipped') > 0) console.log(`\nSkipped, which counts as failed: ${sum('skipped')}`)
const failures = sum('failed') + sum('skipped') || (failed ? 1 : 0)
console.log(`${sum('passed')} passed, ${failures} failed`)
process.exitCode = failures > 0 ? 1 : 0

function unitCounts() {
  const result = readResult(unitResult)
  return {
    passed: result?.numPassedTests ?? 0,
    failed: result?.numFailedTests ?? 0,
    skipped: (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0),
  }
}

function e2eCounts() {
  const stats = readResult(e2eResult)?.stats
  return {
    passed: stats?.expected ?? 0,
    failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
    skipped: stats?.skipped ?? 0,
  }
}

function readResult(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function npm(...args) {
  return run('npm', args)
}

function node(...args) {
  return run(process.execPath, args)
}

function run(program, args) {
  const { status } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  return status === 0
}
