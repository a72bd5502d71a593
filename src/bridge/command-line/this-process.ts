import { hostname } from 'node:os'
import { type Log, logTo } from '../log.ts'
import { whenNpmIsGone } from './npm-gone.ts'

/** What a program takes from the process it runs in. */
export interface ThisProcess {
  env: Readonly<Record<string, string | undefined>>
  /** By which others on the network may know this machine. */
  hostName: string
  print(text: string): void
  log: Log
  /** Resolves when the process is asked to end; to ask again changes nothing, since stopping does not take long. */
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
    log(`stopped by an internal error: ${error.stack ?? error.message}`)
    process.exit(1)
  })
  // From now on, for whoever reads that the dashboard is ready may end it at once.
  const stopped = untilAskedToEnd()
  return {
    env: process.env,
    hostName: hostname(),
    print: (text) => void process.stdout.write(text),
    log,
    untilStopped: () => stopped,
  }
}

/** Resolves at a signal to end, at the end of the terminal, and when npm has started this process and is gone. */
export function untilAskedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    const ended = () => resolve()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ended)
    whenNpmIsGone(process.env, ended)
  })
}
