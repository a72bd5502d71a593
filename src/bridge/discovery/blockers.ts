import type { Blocker } from '#api/closing.ts'
import type { BlockerReport } from '../target/target.ts'
import type { QemuProcess } from './qemu-processes.ts'

// Why a VM cannot be watched, and what to do about it: one sentence or two each.

/** Another program that is connected to a monitor, as well as it can be told. */
export type Holder = (Blocker & { code: 'held' })['by']

export function noQmp(qemu: QemuProcess): BlockerReport {
  const { hasHumanMonitor, monitors, readsConfig } = qemu.commandLine
  let words = 'This QEMU has no QMP socket'
  if (monitors.length > 0)
    words = 'The QMP monitor of this QEMU is not on a socket that the dashboard can connect to'
  else if (hasHumanMonitor) words = 'This QEMU has only a human monitor (HMP), no QMP socket'
  if (readsConfig) words += ' on its command line, and its -readconfig file is not read here'
  const option = optionBeside(qemu)
  return unreachable({ code: 'no-qmp', option }, `${words}. Start it with ${option} to see it here.`)
}

/** @param option what would make a QMP socket for the dashboard as well */
export function held(by: Holder, option: string): BlockerReport {
  const words = `Held by ${nameOf(by)}, another client: a QMP socket serves one at a time. `
  return {
    state: 'busy',
    why: { code: 'held', ...(by && { by }), option },
    words: `${words}Start QEMU with ${option} as well to see it here.`,
  }
}

export function stopped(pid: number): BlockerReport {
  return {
    state: 'busy',
    why: { code: 'stopped', pid },
    words: `A signal has stopped the QEMU process (${pid}), so it does not answer. \`kill -CONT ${pid}\` continues it.`,
  }
}

export function foreign({ uid }: QemuProcess): BlockerReport {
  return unreachable(
    { code: 'other-user', uid },
    `This QEMU belongs to another user (uid ${uid}), and the dashboard cannot see where its QMP socket is. ` +
      'Run the dashboard as that user, or give the socket as ADDRESS.',
  )
}

export function forbidden(path: string, { uid }: QemuProcess): BlockerReport {
  return unreachable(
    { code: 'forbidden', path, uid },
    `The dashboard's user may not open ${path}. Run the dashboard as the user of this QEMU (uid ${uid}), ` +
      'or give write permission for the socket.',
  )
}

/** @param where what its command line names */
export function notListening(where: { path: string } | { port: number } | { fd: number }): BlockerReport {
  return unreachable(
    { code: 'not-listening', ...where },
    `This QEMU does not listen on ${placeOf(where)}, where its command line puts QMP.`,
  )
}

export function replaced(path: string): BlockerReport {
  return unreachable(
    { code: 'replaced', path },
    `What is at ${path} is gone, or is not known to be the socket of this QEMU. If you know better, give it as ADDRESS.`,
  )
}

export function tooLong(path: string): BlockerReport {
  return unreachable(
    { code: 'path-too-long', path },
    `Seen from the dashboard, the socket is ${path}, which is too long for a socket address.`,
  )
}

export function otherNetwork(port: number): BlockerReport {
  return unreachable(
    { code: 'other-network', port },
    `Its QMP socket is TCP port ${port} in another network namespace (a container), which the dashboard cannot reach. ` +
      'Publish that port, and give it as ADDRESS.',
  )
}

function unreachable(why: Blocker, words: string): BlockerReport {
  return { state: 'unreachable', why, words }
}

function nameOf(by: Holder): string {
  if (by?.host !== undefined) return `a client at ${by.host}`
  if (by?.name === undefined) return 'another program'
  return by.pid === undefined ? by.name : `${by.name} (process ${by.pid})`
}

function placeOf(where: { path: string } | { port: number } | { fd: number }): string {
  if ('path' in where) return `unix:${where.path}`
  return 'port' in where ? `TCP port ${where.port}` : `file descriptor ${where.fd}`
}

/** What would make one more QMP socket for this QEMU. */
export function optionBeside({ uid, commandLine }: QemuProcess): string {
  return optionFor({ uid, name: commandLine.name })
}

/** What would make a QMP socket for this VM, where its user may make one. */
export function optionFor({ uid, name }: { uid: number; name: string | undefined }): string {
  const folder = uid === 0 ? '/run' : `/run/user/${uid}`
  const plain = (name ?? '').replace(/[^\w-]+/g, '-').slice(0, 40)
  const file = plain.replace(/^-+|-+$/g, '') || 'vm'
  return `-qmp unix:${folder}/${file}.qmp,server=on,wait=off`
}
