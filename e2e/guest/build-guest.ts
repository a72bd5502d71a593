// The guest that the tests boot: Debian's cloud kernel, busybox, and `init` of this folder. The packages are
// unpacked, not installed. What is made here stays in .cache/guest until a file of this folder changes.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { updatePackageLists } from '../../src/tools/system-packages.ts'
import { copyModules } from './kernel-modules.ts'

const recipe = fileURLToPath(new URL('.', import.meta.url))
const cache = fileURLToPath(new URL('../../.cache/guest/', import.meta.url))
const kernelPackage = 'linux-image-cloud-amd64'

/** What the guest drives, by module name. */
const drivers = [
  ...['virtio_pci', 'virtio_blk', 'virtio_net', 'virtio_balloon', 'virtio_console', 'virtio_rng'],
  ...['virtio_scsi', 'ata_piix', 'sr_mod', 'isofs', 'button', 'evdev', 'pvpanic_mmio', 'pvpanic_pci'],
]

/** Returns the directory that holds `vmlinuz` and `initrd.gz`, after making them if need be (some seconds). */
export function buildGuest(): string {
  const directory = join(cache, recipeHash())
  if (fs.existsSync(directory)) return directory
  fs.mkdirSync(cache, { recursive: true })
  const work = fs.mkdtempSync(join(cache, 'building-'))
  try {
    const image = join(work, 'image')
    fs.mkdirSync(image)
    makeImage(image, work)
    moveIntoPlace(image, directory)
  } catch (error) {
    throw new Error(`The test guest cannot be built: ${error instanceof Error ? error.message : error}`)
  } finally {
    fs.rmSync(work, { recursive: true, force: true })
  }
  return directory
}

function recipeHash(): string {
  const hash = createHash('sha256')
  for (const file of fs.readdirSync(recipe).sort()) hash.update(fs.readFileSync(join(recipe, file)))
  return hash.digest('hex').slice(0, 16)
}

function makeImage(image: string, work: string): void {
  const system = join(work, 'system')
  for (const file of download([currentKernel(), 'busybox-static'], work))
    run('dpkg-deb', ['-x', file, system])
  const kernel = fs.readdirSync(join(system, 'boot')).find((name) => name.startsWith('vmlinuz-'))
  const busybox = ['bin/busybox', 'usr/bin/busybox'].map((path) => join(system, path)).find(fs.existsSync)
  if (!kernel || !busybox) throw new Error('the packages hold no kernel or no busybox')
  fs.copyFileSync(join(system, 'boot', kernel), join(image, 'vmlinuz'))

  const root = join(work, 'root')
  for (const folder of ['bin', 'dev', 'proc', 'sys', 'tmp', 'etc', 'lib/modules']) {
    fs.mkdirSync(join(root, folder), { recursive: true })
  }
  fs.copyFileSync(busybox, join(root, 'bin/busybox'))
  fs.copyFileSync(join(recipe, 'init'), join(root, 'init'))
  fs.copyFileSync(join(recipe, 'dhcp-lease'), join(root, 'etc/dhcp-lease'))
  const modules = copyModules(drivers, join(system, 'lib/modules'), join(root, 'lib/modules'), busybox)
  fs.writeFileSync(join(root, 'etc/modules'), modules.map((name) => `${name}\n`).join(''))

  const archive = 'cd "$1" && find . | "$2" cpio -o -H newc 2>/dev/null | gzip -9 > "$3"'
  run('sh', ['-c', archive, 'sh', root, busybox, join(image, 'initrd.gz')])
}

/** The package that `linux-image-cloud-amd64` stands for today, such as `linux-image-6.1.0-56-cloud-amd64`. */
function currentKernel(): string {
  const find = () =>
    /Depends: (linux-image-\d\S+)/.exec(attempt('apt-cache', ['depends', kernelPackage]))?.[1]
  const found = find() ?? findAgain(find)
  if (!found) throw new Error(`apt has no package ${kernelPackage} here; it takes Debian on amd64`)
  return found
}

function findAgain<T>(find: () => T): T {
  updatePackageLists()
  return find()
}

function download(packages: string[], work: string): string[] {
  const fetch = () => run('apt-get', ['download', '-q', ...packages], work)
  try {
    fetch()
  } catch {
    // Lists that are too old name files that the mirror no longer has.
    findAgain(fetch)
  }
  return fs
    .readdirSync(work)
    .filter((name) => name.endsWith('.deb'))
    .map((name) => join(work, name))
}

/** Whoever builds the same at the same time may be first: theirs is as good. */
function moveIntoPlace(image: string, directory: string): void {
  try {
    fs.renameSync(image, directory)
  } catch (error) {
    if (!fs.existsSync(directory)) throw error
  }
}

function run(command: string, args: string[], cwd = recipe): string {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string }
    throw new Error(`${command} failed: ${stderr?.trim().split('\n').at(-1) || message}`)
  }
}

function attempt(command: string, args: string[]): string {
  try {
    return run(command, args)
  } catch {
    return ''
  }
}

/** Playwright calls this before the first test, so that no test pays for it. */
export default function globalSetup(): void {
  buildGuest()
}
