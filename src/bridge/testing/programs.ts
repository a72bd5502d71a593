import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { SocketTables } from '../process/socket-tables.ts'

/** The QEMU that tests start. */
export const qemuProgram = process.env['QMP_DASHBOARD_QEMU'] ?? 'qemu-system-x86_64'

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts a program that does not outlive this process, whatever becomes of the test. Its complaints are shown. */
export function startProgram(
  [file = '', ...args]: readonly string[],
  options: SpawnOptions = {},
): ChildProcess {
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Ends a program, and returns when it has. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/**
 * Connects to a program as soon as it listens at this path; its socket is there a moment earlier.
 * @throws Error where the program ends instead
 */
export async function connected(path: string, child: ChildProcess): Promise<Socket> {
  for (;;) {
    const socket = connect(path)
    const isListening = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    if (isListening) return socket
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with status ${child.exitCode}`)
    await sleep(10)
  }
}

/**
 * Waits until a program listens at this path, and leaves the place of its first client free: for a moment after one has
 * left, QEMU may close the next one's connection.
 * @throws Error where the program ends instead
 */
export async function listening(path: string, child: ChildProcess): Promise<void> {
  if (process.platform !== 'linux') return void (await connected(path, child)).end()
  const isThere = async () => {
    const sockets = await new SocketTables('self').unix()
    return sockets.some((socket) => socket.path === path && socket.state === 'listening')
  }
  while (!(await isThere())) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with status ${child.exitCode}`)
    await sleep(10)
  }
}
