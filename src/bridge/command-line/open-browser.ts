import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../log.ts'

/**
 * Opens the user's browser. The address holds the token, and a command line can be read by every user of
 * the host: so the browser is given a file that only this user can read, which leads on to the address.
 * Returns what removes the file.
 */
export function openBrowser(address: string, log: Log): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'qmp-dashboard-'))
  const file = join(folder, 'open.html')
  writeFileSync(file, leadingTo(address), { mode: 0o600 })
  const [command, args] = opener(file)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.once('error', () => log(`cannot open a browser: ${command} is missing`))
  child.unref()
  return () => rmSync(folder, { recursive: true, force: true })
}

/** Tokens and origins hold no character that HTML would need escaped. */
function leadingTo(address: string): string {
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${address}">
<title>QMP Dashboard</title><a href="${address}">Open the dashboard</a>
`
}

function opener(file: string): [command: string, args: string[]] {
  if (process.platform === 'darwin') return ['open', [file]]
  if (process.platform === 'win32') return ['explorer.exe', [file]]
  return ['xdg-open', [file]]
}
