import { CannotAudit } from '../audit/audit-file.ts'
import { type Surroundings, startDashboard } from '../dashboard.ts'
import { CannotListen } from '../http/http-server.ts'
import { AddressError, checkScenario } from '../target/address.ts'
import { openBrowser } from './open-browser.ts'
import { help } from './option-table.ts'
import { type Options, parseOptions } from './options.ts'
import { sshHint } from './ssh-hint.ts'
import type { ThisProcess } from './this-process.ts'
import { readTlsFiles } from './tls-files.ts'
import { obtainToken } from './token.ts'
import { UsageError } from './usage-error.ts'

/** What the program is, and the process it runs in. */
export interface Program extends Surroundings, ThisProcess {
  version: string
}

/** Runs a command line until a signal stops it. Returns the exit status: 0, 1 for a failure, 2 for bad usage. */
export async function run(args: readonly string[], program: Program): Promise<number> {
  try {
    const request = parseOptions(args, program.env)
    if (request.kind === 'help') program.print(help(program.simulation.scenarioNames))
    else if (request.kind === 'version') program.print(`${program.version}\n`)
    else await serve(request.options, program)
    return 0
  } catch (error) {
    const status = exitStatus(error)
    if (status === undefined) throw error
    program.log((error as Error).message)
    return status
  }
}

/** Undefined for an error that nobody expects. */
function exitStatus(error: unknown): number | undefined {
  if (error instanceof CannotListen) return 1
  const isUsage = [UsageError, AddressError, CannotAudit].some((kind) => error instanceof kind)
  return isUsage ? 2 : undefined
}

async function serve(options: Options, program: Program): Promise<void> {
  for (const { address } of options.targets) checkScenario(address, program.simulation.scenarioNames)
  const operatorToken = obtainToken(options.token, options.viewerToken)
  const tls = options.tls && readTlsFiles(options.tls)
  const dashboard = await startDashboard({ ...options, operatorToken, tls }, program)
  const address = `${dashboard.url}/#token=${operatorToken}`
  program.print(`QMP Dashboard is ready: ${address}\n`)
  const hint = sshHint(program.env, dashboard.url, program.hostName, options)
  if (hint !== undefined) program.log(hint)
  const forget = options.open ? openBrowser(address, program.log) : undefined
  await program.untilStopped()
  forget?.()
  await dashboard.close()
}
