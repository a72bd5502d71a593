import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Runs something while this process and others have one core together. Where there are several, it is the system's
 * whim who shares one, and to wake another core takes longer than everything that is to be compared: the same code is
 * then measured at 1.4 or at 7 times straight TCP. Without `taskset` (util-linux) nothing is held.
 */
export async function onOneCore<T>(pids: readonly (number | undefined)[], run: () => Promise<T>): Promise<T> {
  const cores = allowedCores()
  const one = /^\d+/.exec(cores)?.[0] ?? '0'
  const areHeld = [process.pid, ...pids].every((pid) => pid !== undefined && hold(pid, one))
  if (!areHeld) console.error('what is compared is not held on one core: is there no taskset?')
  try {
    return await run()
  } finally {
    hold(process.pid, cores)
  }
}

/** Such as `0-1`. */
function allowedCores(): string {
  return /^Cpus_allowed_list:\s+(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
}

/** All threads of a process, and the children it will have. */
function hold(pid: number, cores: string): boolean {
  try {
    execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, String(pid)], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
