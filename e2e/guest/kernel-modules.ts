import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'

/**
 * Copies kernel modules, and what they depend on, from below one folder into another.
 * Returns their file names in the order in which the guest must insert them.
 */
export function copyModules(wanted: string[], from: string, to: string, busybox: string): string[] {
  const paths = findModules(from)
  const order: string[] = []
  const copy = (name: string): void => {
    const path = paths.get(name)
    // One that is not there is built into this kernel.
    if (!path || order.includes(`${name}.ko`)) return
    const content = readModule(path, busybox)
    for (const needed of dependencies(content)) copy(needed)
    fs.writeFileSync(join(to, `${name}.ko`), content)
    order.push(`${name}.ko`)
  }
  for (const name of wanted) copy(name)
  return order
}

/** Module name (always with underscores) to path. */
function findModules(folder: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const path of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const name = /([^/]+)\.ko(\.xz)?$/.exec(path)?.[1]
    if (name) found.set(name.replaceAll('-', '_'), join(folder, path))
  }
  return found
}

/** Newer kernel packages come compressed, and busybox's insmod takes plain files. */
function readModule(path: string, busybox: string): Buffer {
  if (!path.endsWith('.xz')) return fs.readFileSync(path)
  return execFileSync(busybox, ['unxz', '-c', path], { maxBuffer: 64 * 1024 * 1024 })
}

/** A module says what it needs in a string of its own, `depends=a,b`. */
function dependencies(content: Buffer): string[] {
  const list = /\0depends=([^\0]*)\0/.exec(content.toString('latin1'))?.[1] ?? ''
  return list
    .split(',')
    .filter((name) => name !== '')
    .map((name) => name.replaceAll('-', '_'))
}
