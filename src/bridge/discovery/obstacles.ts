import type { Obstacle } from '../target/target.ts'
import type { QemuProcess } from './qemu-processes.ts'

// Why a VM cannot be watched, and what to do about it: one sentence or two each.

export function noQmp(qemu: QemuProcess): Obstacle {
  const { hasHumanMonitor, monitors, readsConfig } = qemu.commandLine
  let words = 'This QEMU has no QMP socket'
  if (monitors.length > 0) words = 'The QMP monitor of this QEMU is on no socket that one can connect to'
  else if (hasHumanMonitor) words = 'This QEMU has a monitor for people (HMP) only, no QMP socket'
  if (readsConfig) words += ' on its command line, and its -readconfig file is not read here'
  return unreachable(`${words}. Start it with ${lineToAdd(qemu)} to see it here.`)
}

export function held(holder: string, qemu: QemuProcess): Obstacle {
  const words = `Held by ${holder}: a QMP socket serves one client at a time. `
  return { state: 'busy', words: `${words}Start QEMU with ${lineToAdd(qemu)} as well to see it here.` }
}

export function foreign({ uid }: QemuProcess): Obstacle {
  return unreachable(
    `This QEMU belongs to another user (uid ${uid}), and the dashboard cannot see where its QMP socket is. ` +
      'Run the dashboard as that user, or give the socket as ADDRESS.',
  )
}

export function forbidden(path: string, { uid }: QemuProcess): Obstacle {
  return unreachable(
    `The dashboard's user may not open ${path}. Run the dashboard as the user of this QEMU (uid ${uid}), ` +
      'or give write permission for the socket.',
  )
}

export function notListening(where: string): Obstacle {
  return unreachable(`This QEMU does not listen on ${where}, where its command line puts QMP.`)
}

export function replaced(path: string): Obstacle {
  return unreachable(
    `What is at ${path} is gone or not of this QEMU's user. If you know better, give it as ADDRESS.`,
  )
}

export function tooLong(path: string): Obstacle {
  return unreachable(`From here the socket is ${path}, which is too long for a socket's address.`)
}

export function otherNetwork(port: number): Obstacle {
  return unreachable(
    `Its QMP socket is TCP port ${port} of another network namespace (a container), out of reach from here. ` +
      'Publish that port, and give it as ADDRESS.',
  )
}

function unreachable(words: string): Obstacle {
  return { state: 'unreachable', words }
}

/** What would make a QMP socket for this VM, where its user may make one. */
function lineToAdd({ uid, commandLine }: QemuProcess): string {
  const folder = uid === 0 ? '/run' : `/run/user/${uid}`
  const plain = (commandLine.name ?? '').replace(/[^\w-]+/g, '-').slice(0, 40)
  const name = plain.replace(/^-+|-+$/g, '') || 'vm'
  return `-qmp unix:${folder}/${name}.qmp,server=on,wait=off`
}
