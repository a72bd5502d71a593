// Runs one of the TypeScript tools of this folder: `node src/tools/run.mjs NAME [ARGUMENT ...]`.
// Node 20 cannot run TypeScript by itself; Vite, which is here anyway, can. It stays open until the tool has
// ended, since a tool may import more on its way.
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

const [name, ...args] = process.argv.slice(2)
const vite = await createServer({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, ws: false, hmr: false, watch: null },
})
try {
  const { main } = await vite.environments.ssr.runner.import(
    fileURLToPath(new URL(`./${name}.ts`, import.meta.url)),
  )
  process.exitCode = (await main(args)) ?? 0
} finally {
  await vite.close()
}
