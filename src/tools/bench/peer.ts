import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const tools = fileURLToPath(new URL('../run.mjs', import.meta.url))

/** Runs something with a process that stands in QEMU's place: one of this folder's tools that tells its port. */
export async function withPeer<T>(
  name: string,
  run: (port: number, pid: number | undefined) => Promise<T>,
): Promise<T> {
  const child: ChildProcess = fork(tools, [name], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  try {
    const [address] = (await once(child, 'message')) as [AddressInfo]
    return await run(address.port, child.pid)
  } finally {
    child.kill()
  }
}
