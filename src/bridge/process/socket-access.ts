import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, resolve } from 'node:path'
import { tryRead } from './try-read.ts'

/** What keeps this program from a Unix socket: the socket itself, or a folder on the way to it. */
export interface NoAccess {
  path: string
  isFolder: boolean
  /** Whose it is. */
  uid: number
  /** In octal digits, such as `0755`. */
  mode: string
  /** The user that the dashboard runs as. */
  user: number
}

/**
 * Why this program may not connect to the Unix socket at `path`: one needs `x` on each folder and `w` on the socket.
 * Undefined where it may, and where that cannot be told.
 */
export function noAccessTo(path: string, mayUse = isAllowed): NoAccess | undefined {
  const socket = resolve(path)
  for (const folder of foldersOf(socket)) {
    if (!mayUse(folder, constants.X_OK)) return noAccess(folder, true)
  }
  return mayUse(socket, constants.W_OK) ? undefined : noAccess(socket, false)
}

/** From the root down. */
function foldersOf(path: string): string[] {
  const folder = dirname(path)
  return folder === path ? [] : [...foldersOf(folder), folder]
}

function isAllowed(path: string, how: number): boolean {
  try {
    accessSync(path, how)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EACCES'
  }
}

function noAccess(path: string, isFolder: boolean): NoAccess | undefined {
  const stats = tryRead(() => statSync(path))
  const user = process.geteuid?.()
  if (stats === undefined || user === undefined) return undefined
  const mode = (stats.mode & 0o7777).toString(8).padStart(4, '0')
  return { path, isFolder, uid: stats.uid, mode, user }
}

/** `ina (uid 1000)`, or the number alone where this host has no name for it in its own list of users. */
export function userName(uid: number): string {
  const name = uid === process.geteuid?.() ? tryRead(() => userInfo().username) : nameInList(uid)
  return name === undefined ? `uid ${uid}` : `${name} (uid ${uid})`
}

function nameInList(uid: number): string | undefined {
  const list = tryRead(() => readFileSync('/etc/passwd', 'utf8')) ?? ''
  return new RegExp(`^([\\w.-]+):[^:\\n]*:${uid}:`, 'm').exec(list)?.[1]
}

/** For a person: what is in the way, and the two ways past it. */
export function noAccessWords({ path, isFolder, uid, mode, user }: NoAccess): string {
  const [owner, self] = [userName(uid), userName(user)]
  const what = isFolder ? 'a folder on the way to the socket' : 'the socket'
  const how = isFolder ? 'x' : 'w'
  return (
    `Permission denied: ${what} belongs to ${owner}, mode ${mode}, and the dashboard runs as ${self}. Run it as that user, ` +
    `or let it in: chgrp ${path} to a group of both and chmod g+${how}, or chmod o+${how} for everyone on this host.`
  )
}
