// Runs one of the TypeScript tools of this folder: `node src/tools/run.mjs NAME [ARGUMENT ...]`.
// Node 20 cannot run TypeScript by itself; Vite, which is here anyway, can.
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const [name, ...args] = process.argv.slice(2)
const { module } = await runnerImport(fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), {
  configFile: false,
  logLevel: 'error',
})
process.exitCode = (await module.main(args)) ?? 0
