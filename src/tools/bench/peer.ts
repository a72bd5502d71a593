import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const tools = fileURLToPath(new URL('../run.mjs', import.meta.url))

/** Runs something with a process that replaces QEMU, and the address of its monitor. */
export async function withPeer<T>(run: (address: string) => Promise<T>): Promise<T> {
  const child: ChildProcess = fork(tools, ['bench-peer'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  try {
    const [port] = (await once(child, 'message')) as [number]
    return await run(`127.0.0.1:${port}`)
  } finally {
    child.kill()
  }
}
