// Development server: `npm run dev -- [ADDRESS ...] [options]`. The page as source with hot updates, and the bridge, on
// one port and behind the same checks.
import { Console } from 'node:console'
import { createServer as createHttpServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createLogger, createServer } from 'vite'
import { run } from '#bridge/command-line/run.ts'
import { thisProcess } from '#bridge/command-line/this-process.ts'
import { scenarioNames } from '#sim/scenarios.ts'
import { createSimulator } from '#sim/simulator.ts'
import { version } from '../../package.json'

/** Runs until it is stopped; returns the exit status. */
export async function main(args: readonly string[]): Promise<number> {
  // Never listens: Vite takes the upgrades for its hot updates from it, and only those the bridge lets through.
  const upgrades = createHttpServer()
  const vite = await createServer({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    // The bridge has checked the host before.
    server: { middlewareMode: true, ws: { server: upgrades }, allowedHosts: true },
    appType: 'spa',
    // Standard output is kept for the address to open.
    customLogger: createLogger('info', { console: new Console(process.stderr) }),
  })
  try {
    return await run(args, {
      ...thisProcess(),
      simulation: { scenarioNames, createSimulator },
      page: (request, response) => vite.middlewares(request, response),
      development: { otherUpgrade: (...upgrade) => void upgrades.emit('upgrade', ...upgrade) },
      version,
    })
  } finally {
    await vite.close()
  }
}
