import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kill, listening, qemuProgram, startProgram } from './programs.ts'

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
    const child = startProgram([qemuProgram, ...args.map((arg) => arg.replace('PATH', path))])
    await listening(path, child)
    return new RealQemu(folder, child, path)
  }

  async stop(): Promise<void> {
    await kill(this.process)
    await rm(this.#folder, { recursive: true })
  }
}
