import { help } from './command-line/help.ts'
import { openBrowser } from './command-line/open-browser.ts'
import { type Options, parseOptions } from './command-line/options.ts'
import { obtainToken } from './command-line/token.ts'
import { UsageError } from './command-line/usage-error.ts'
import { type Surroundings, startDashboard } from './dashboard.ts'
import { CannotListen } from './http/http-server.ts'
import { checkScenario } from './registry/check-scenario.ts'
import type { ThisProcess } from './this-process.ts'

/** What the program is, and the process it runs in. */
export interface Program extends Surroundings, ThisProcess {
  version: string
}

/** Runs a command line until it is told to stop. Returns the exit status: 0, 1 for a failure, 2 for bad usage. */
export async function run(args: readonly string[], program: Program): Promise<number> {
  try {
    const request = parseOptions(args, program.env)
    if (request.kind === 'help') program.print(help)
    else if (request.kind === 'version') program.print(`${program.version}\n`)
    else await serve(request.options, program)
    return 0
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof CannotListen)) throw error
    program.log(error.message)
    return error instanceof UsageError ? 2 : 1
  }
}

async function serve(options: Options, program: Program): Promise<void> {
  for (const { address } of options.targets) checkScenario(address, program.simulation.scenarioNames)
  const token = obtainToken(options.token, options.viewerToken)
  const dashboard = await startDashboard(options, token, program)
  const address = `${dashboard.url}/#token=${token}`
  program.print(`QMP Dashboard is ready: ${address}\n`)
  const forget = options.open ? openBrowser(address, program.log) : undefined
  await program.untilStopped()
  forget?.()
  await dashboard.close()
}
