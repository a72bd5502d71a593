import { type Log, logTo } from './log.ts'

/** What a program takes from the process it runs in. */
export interface ThisProcess {
  env: Readonly<Record<string, string | undefined>>
  print(text: string): void
  log: Log
  /** Resolves at SIGINT or SIGTERM; more of them change nothing, since stopping does not take long. */
  untilStopped(): Promise<void>
}

/**
 * Takes hold of this process: its output, its signals, and its end by an error nobody caught. After such an
 * error nothing is certain any more, so it is logged and ends the process with status 1.
 */
export function thisProcess(): ThisProcess {
  const log = logTo(process.stderr)
  // Whoever read the address and closed the pipe does not want the dashboard to end.
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  process.on('uncaughtException', (error) => {
    log(`stopped by an error of its own: ${error.stack ?? error.message}`)
    process.exit(1)
  })
  return {
    env: process.env,
    print: (text) => void process.stdout.write(text),
    log,
    untilStopped: () => new Promise((resolve) => onSignals(resolve)),
  }
}

function onSignals(stop: () => void): void {
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}
