// Chromium, Firefox, QEMU and qemu-img for the tests: finds them and, where apt may, installs what is missing.
// `node src/tools/run.mjs system-packages` fails with one line that names what to install; it never passes without.
import { execFileSync, type StdioOptions, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const chromiums = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Path of a Chromium that starts: `QMP_DASHBOARD_CHROMIUM`, the system's, or the one Playwright has installed. */
export function findChromium(): string | undefined {
  const chosen = process.env['QMP_DASHBOARD_CHROMIUM']
  // Ubuntu's chromium-browser may be there and yet only say where to get it: hence the try.
  return (chosen ? [chosen] : [...chromiums.flatMap(onPath), ...playwrightChromium()]).find(starts)
}

/** Path of a Firefox that starts: `QMP_DASHBOARD_FIREFOX`, Debian's, or another that the search path has. */
export function findFirefox(): string | undefined {
  const chosen = process.env['QMP_DASHBOARD_FIREFOX']
  // Ubuntu's firefox may be there and yet only say where to get it: hence the try.
  return (chosen ? [chosen] : ['firefox-esr', 'firefox'].flatMap(onPath)).find(starts)
}

/** Path of qemu-system-x86_64: `QMP_DASHBOARD_QEMU`, or what the search path has. */
export function findQemu(): string | undefined {
  const chosen = process.env['QMP_DASHBOARD_QEMU']
  return (chosen ? [chosen] : onPath('qemu-system-x86_64')).find(starts)
}

/** Path of qemu-img, which Debian packs apart from QEMU. */
function findImageTool(): string | undefined {
  return onPath('qemu-img').find(starts)
}

/** `apt-get update`, where this user may. */
export function updatePackageLists(): void {
  if (hasApt() && isPrivileged()) apt(['update', '-q'])
}

/** Returns the exit status: 0 when all are there. */
export function main(): number {
  if (missing().length > 0) installMissing()
  const still = missing()
  if (still.length === 0) return 0
  console.error(`Please install what the end-to-end tests need: ${still.join(', ')}.`)
  return 1
}

function installMissing(): void {
  const privileged = isPrivileged()
  if (privileged && hasApt()) {
    const packages = [
      ...(findChromium() ? [] : ['chromium']),
      ...(findQemu() ? [] : ['qemu-system-x86']),
      ...(findImageTool() ? [] : ['qemu-utils']),
    ]
    updatePackageLists()
    if (packages.length > 0) aptInstall(packages)
    // By itself, since apt installs nothing where it lacks one, and only Debian has this one.
    if (!findFirefox()) aptInstall(['firefox-esr'])
  }
  if (!findChromium()) {
    const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli')
    const libraries = privileged ? ['--with-deps'] : []
    spawnSync(process.execPath, [playwright, 'install', ...libraries, 'chromium'], { stdio: toStderr })
  }
}

/** What no attempt could bring, in words for the one line. */
function missing(): string[] {
  return [
    ...(findChromium() ? [] : ['Chromium (Debian: apt install chromium; or QMP_DASHBOARD_CHROMIUM=PATH)']),
    ...(findFirefox() ? [] : ['Firefox (Debian: apt install firefox-esr; or QMP_DASHBOARD_FIREFOX=PATH)']),
    ...(findQemu() ? [] : ['QEMU (Debian: apt install qemu-system-x86; or QMP_DASHBOARD_QEMU=PATH)']),
    ...(findImageTool() ? [] : ['qemu-img (Debian: apt install qemu-utils)']),
  ]
}

const toStderr: StdioOptions = ['ignore', 2, 2]

function hasApt(): boolean {
  return onPath('apt-get').length > 0
}

/** Root, or a user whom sudo asks for no password. */
function isPrivileged(): boolean {
  return process.getuid?.() === 0 || succeeds('sudo', ['-n', 'true'])
}

function aptInstall(packages: string[]): void {
  apt(['install', '-y', '-q', '--no-install-recommends', '-o', 'Acquire::Retries=3', ...packages])
}

function apt(args: string[]): void {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const [program = '', ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]
  spawnSync(program, rest, { stdio: toStderr })
}

function onPath(name: string): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).filter((path) => existsSync(path))
}

function playwrightChromium(): string[] {
  return [chromium.executablePath()].filter((path) => existsSync(path))
}

function starts(program: string): boolean {
  return succeeds(program, ['--version'])
}

function succeeds(program: string, args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore', timeout: 20_000 })
    return true
  } catch {
    return false
  }
}
