// Abstract Unix sockets have a name and no file (unix(7)). The name is a path that begins with a zero byte.

/** What a socket's address has room for, the first zero byte included. */
const pathBytes = 108

/** Before libuv 1.47 (Node 20) a name is always filled up with zero bytes to the end, which makes it another name. */
const fillsUp = /^1\.(?:[0-3]\d|4[0-6])\./.test(process.versions.uv ?? '')

/** Why this program cannot connect to an abstract socket; undefined where it can. `isTight` as `tight` of QEMU. */
export function whyNotAbstract(
  isTight: boolean,
  platform = process.platform,
  isOld = fillsUp,
): string | undefined {
  if (platform !== 'linux') return 'there are abstract sockets on Linux only: give it a path'
  if (isTight && isOld)
    return 'this Node.js cannot connect to it: take Node.js 22 or newer, add tight=off, or give it a path without abstract=on'
  return undefined
}

/** The path of an abstract socket. QEMU fills up the name to the end with zero bytes where it is not tight. */
export function abstractPath(name: string, isTight: boolean): string {
  const path = `\0${name}`
  return isTight ? path : path + '\0'.repeat(Math.max(0, pathBytes - Buffer.byteLength(path)))
}

/** Whether a socket's path is the name of an abstract one. */
export function isAbstract(path: string): boolean {
  return path.startsWith('\0')
}

/** As QEMU takes it after `unix:`. */
export function printAbstract(path: string): string {
  const name = path.replace(/^\0|\0+$/g, '')
  return `${name.replaceAll(',', ',,')},abstract=on${path.endsWith('\0') ? ',tight=off' : ''}`
}
