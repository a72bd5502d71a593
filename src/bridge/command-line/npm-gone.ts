import { readFileSync } from 'node:fs'

/** Milliseconds. A server that nobody waits for may live that much longer. */
const lookEvery = 500

/**
 * Calls back once npm, where it has started this process, is gone. npm puts a shell in between and passes
 * signals to that alone, which ends by them and tells nobody: so a server would be left behind, holding its port.
 */
export function whenNpmIsGone(env: Readonly<Record<string, string | undefined>>, then: () => void): void {
  if (env['npm_lifecycle_event'] === undefined) return
  const started = ancestors()
  const timer = setInterval(() => {
    if (ancestors() === started) return
    clearInterval(timer)
    then()
  }, lookEvery)
  timer.unref()
}

/** Who has started this process, and who that shell, as far as the system tells: others come when these go. */
function ancestors(): string {
  const parent = process.ppid
  return `${parent} ${isShellOfNpm(parent) ? parentOf(parent) : ''}`
}

/** Where there is a shell, it was given one command; where it has made way for that, the parent is npm itself. */
function isShellOfNpm(pid: number): boolean {
  return readProc(pid, 'cmdline').split('\0')[1] === '-c'
}

function parentOf(pid: number): string {
  return /^PPid:\s*(\d+)/m.exec(readProc(pid, 'status'))?.[1] ?? ''
}

/** Empty where the process is gone, and on systems without /proc. */
function readProc(pid: number, file: 'cmdline' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
