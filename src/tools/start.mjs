// `npm start -- [ADDRESS ...] [options]`: builds what is missing or stale, then runs the dashboard in this process.
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const inputs = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json', 'package-lock.json']

const parent = process.ppid

if (isStale() && !build()) {
  process.exitCode = 1
} else if (!isOrphan()) {
  process.setSourceMapsEnabled(true)
  await import('../../dist/server.js')
}

/** npm that ends by a signal leaves behind what it has started; a server looks after that itself, a build cannot. */
function isOrphan() {
  return process.env.npm_lifecycle_event !== undefined && process.ppid !== parent
}

/** The server is what a build writes last. */
function isStale() {
  const built = modifiedAt(join(root, 'dist/server.js'))
  return inputs.some((name) => newest(join(root, name)) > built)
}

/** Milliseconds since 1970, of a file or of all there is in a folder; a folder changes when files come or go. */
function newest(path) {
  if (/\.(test|spec)\.tsx?$/.test(path)) return 0
  const inside = isFolder(path) ? readdirSync(path).map((name) => newest(join(path, name))) : []
  return Math.max(modifiedAt(path), ...inside)
}

function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/** Whether it worked. Standard output is kept for the address to open. */
function build() {
  const vite = findVite()
  if (!vite) {
    console.error('The packages that build the dashboard are not installed: run npm ci first.')
    return false
  }
  const { status } = spawnSync(process.execPath, [vite, 'build', '--app'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  return status === 0
}

function findVite() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  } catch {
    return undefined
  }
}
