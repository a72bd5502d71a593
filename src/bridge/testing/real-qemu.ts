import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A QEMU without a machine, and so up at once, with QMP on a Unix socket. */
export class RealQemu {
  readonly address: string
  readonly path: string
  readonly process: ChildProcess
  readonly #folder: string

  private constructor(folder: string, process: ChildProcess, path: string) {
    this.#folder = folder
    this.process = process
    this.path = path
    this.address = `unix:${path}`
  }

  /** @param monitor how to offer QMP on a socket at PATH, such as `-qmp unix:PATH,server=on,wait=off` */
  static async start(monitor = ['-qmp', 'unix:PATH,server=on,wait=off']): Promise<RealQemu> {
    const folder = await mkdtemp(join(tmpdir(), 'real-qemu-'))
    const path = join(folder, 'qmp.sock')
    const args = ['-machine', 'none', '-display', 'none', '-S', ...monitor]
    const program = process.env['QMP_DASHBOARD_QEMU'] ?? 'qemu-system-x86_64'
    const child = spawn(
      program,
      args.map((arg) => arg.replace('PATH', path)),
      { stdio: ['ignore', 'ignore', 'inherit'] },
    )
    while (!(await isThere(path))) {
      if (child.exitCode !== null) throw new Error(`QEMU ended with status ${child.exitCode}`)
      await sleep(10)
    }
    return new RealQemu(folder, child, path)
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill('SIGKILL')
      await once(this.process, 'exit')
    }
    await rm(this.#folder, { recursive: true })
  }
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  )
}
